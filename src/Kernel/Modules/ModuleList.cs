using System.Reflection;

namespace Tidewaiter.Kernel;

/// <summary>The modules of this house, in the order in which their migrations run.</summary>
public sealed class ModuleList(IReadOnlyList<IModule> modules)
{
    /// <summary>The modules.</summary>
    public IReadOnlyList<IModule> Modules { get; } = modules;

    /// <summary>The Kernel's own assembly and those of the modules.</summary>
    public IEnumerable<Assembly> Assemblies =>
        Modules.Select(module => module.GetType().Assembly).Prepend(typeof(ModuleList).Assembly).Distinct();
}
