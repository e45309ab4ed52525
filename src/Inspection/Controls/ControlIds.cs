using System.Globalization;

namespace Tidewaiter.Inspection.Controls;

/// <summary>The numbers of controls: known beforehand, so that opening one twice opens one.</summary>
internal static class ControlIds
{
    /// <summary>The control that the selection's choice asks for.</summary>
    public static string OfChoice(DeclarationId declaration) => $"C-{declaration.Text}-1";

    /// <summary>The control of a lane that the declaration was brought into later.</summary>
    public static string OfReroute(DeclarationId declaration, int revision) =>
        string.Create(CultureInfo.InvariantCulture, $"C-{declaration.Text}-R{revision}");

    /// <summary>A control that an officer asks for; numbers follow those that are there.</summary>
    public static string OfOfficer(DeclarationId declaration, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"C-{declaration.Text}-{number}");
}
