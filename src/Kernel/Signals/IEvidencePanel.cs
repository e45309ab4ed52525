namespace Tidewaiter.Kernel;

/// <summary>A panel that a module offers on the declaration's page. It is shown only when it has something to show.</summary>
public interface IEvidencePanel
{
    /// <summary>Key of the panel's title.</summary>
    string Title { get; }

    /// <summary>Place on the page; lower stands higher.</summary>
    int Order { get; }

    /// <summary>The permission that the reader needs.</summary>
    string Permission { get; }

    /// <summary>The Razor component. It takes one parameter: <c>DeclarationId Id</c>.</summary>
    Type Component { get; }

    /// <summary>Whether it stands in the page's heading, in one line and without its title.</summary>
    bool InHeading => false;

    /// <summary>Whether there is something to show.</summary>
    ValueTask<bool> HasSomething(DeclarationId id, CancellationToken cancellation);
}
