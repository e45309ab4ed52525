namespace Tidewaiter.Kernel;

/// <summary>Something that a person may be allowed to do.</summary>
/// <param name="Name">Module and act: "inspection.record".</param>
/// <param name="Roles">The roles that have it unless the administration decides otherwise.</param>
public sealed record Permission(string Name, params Role[] Roles);

/// <summary>The kinds of people who work with the desk.</summary>
public enum Role
{
    /// <summary>Looks at declarations and records controls.</summary>
    Officer,

    /// <summary>Studies risk, models and data.</summary>
    Analyst,

    /// <summary>Leads an office: capacity, assignment, figures.</summary>
    Chief,

    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,

    /// <summary>Looks after accounts and operation; sees no declarations.</summary>
    Administrator,

    /// <summary>Another program that lodges declarations.</summary>
    System,
}
