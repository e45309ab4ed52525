namespace Tidewaiter.Declarations.Read.Wco;

/// <summary>Which elements are which, by namespace and local name.</summary>
internal static class WcoNames
{
    private static readonly string[] Families =
        ["urn:wco:datamodel:wco:", "http://gov.uk/customs/", "http://www.hmrc.gov.uk/cds/", "http://uk/gov/hmrc/mdg/"];

    /// <summary>
    /// Whether a Declaration of the namespace is a WCO "DEC" one. No namespace, and one that has lost its punctuation on
    /// the way, are read too; a Declaration in any other namespace is somebody else's.
    /// </summary>
    public static bool IsDeclarationSpace(string space) => space.Length == 0 || IsExact(space) || IsDamaged(space);

    public static bool IsExact(string space) => space.StartsWith("urn:wco:datamodel:WCO:DEC", StringComparison.OrdinalIgnoreCase);

    private static bool IsDamaged(string space) =>
        string.Concat(space.Where(char.IsAsciiLetterOrDigit)).StartsWith("urnwcodatamodelwcodec", StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers of a customs system quote declarations; what they quote is not lodged anew.</summary>
    public static bool IsAnswer(string name) => name.EndsWith("Response", StringComparison.Ordinal);

    /// <summary>Whether a document with this root is a customs message, whatever it carries.</summary>
    public static bool IsKnownRoot(string name, string space) =>
        name == "MetaData" || Array.Exists(Families, family => space.StartsWith(family, StringComparison.OrdinalIgnoreCase));
}
