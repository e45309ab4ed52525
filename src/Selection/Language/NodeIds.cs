using System.Globalization;

namespace Tidewaiter.Selection.Language;

/// <summary>
/// Names the nodes of a tree, so that traces and remarks survive edits: a node that says what a node of the tree before said takes over its id;
/// every other gets the next number.
/// </summary>
internal static class NodeIds
{
    /// <summary>The same tree, every node named and no two alike.</summary>
    public static Node Give(Node tree, Node? before)
    {
        var old = new Dictionary<Node, Queue<Node>>();
        var highest = 0;
        foreach (var node in before?.All() ?? [])
        {
            if (!old.TryGetValue(node, out var same)) old[node] = same = new Queue<Node>();
            same.Enqueue(node);
            if (int.TryParse(node.Id.AsSpan(Math.Min(1, node.Id.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) highest = Math.Max(highest, number);
        }
        var used = new HashSet<string>();
        return Name(tree);

        Node Name(Node node)
        {
            if (old.TryGetValue(node, out var same) && same.TryDequeue(out var kept) && kept.All().All(one => one.Id.Length > 0 && !used.Contains(one.Id)))
                return TakeOver(node, kept);
            var id = "n" + (++highest).ToString(CultureInfo.InvariantCulture);
            used.Add(id);
            return node with { Id = id, Args = [.. node.Args.Select(Name)] };
        }

        Node TakeOver(Node node, Node kept)
        {
            used.Add(kept.Id);
            return node with { Id = kept.Id, Args = [.. node.Args.Zip(kept.Args, TakeOver)] };
        }
    }
}
