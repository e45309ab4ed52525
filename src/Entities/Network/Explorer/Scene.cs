using Tidewaiter.Entities.Network.Exports;

namespace Tidewaiter.Entities.Network.Explorer;

/// <summary>What is shown at the moment, for the parts of the page.</summary>
internal sealed record Scene(NetworkMap Map, Members Known, IReadOnlyList<NetworkNode> Nodes, IReadOnlyList<NetworkTie> Ties);
