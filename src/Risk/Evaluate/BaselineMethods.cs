namespace Tidewaiter.Risk;

/// <summary>Scores of all test items by a plain method that ours has to beat.</summary>
internal sealed record Baseline(string Name, double[] Scores, bool Probability);

/// <summary>The methods that every figure stands beside.</summary>
internal static class BaselineMethods
{
    private const double LookupShrinkage = 0.3;

    // The published way (Jeong et al., arXiv 2208.02484): label encoding and library defaults.
    private const string BoostingSettings = "objective=binary num_leaves=31 learning_rate=0.1";
    private const int BoostingRounds = 100;

    /// <summary>Scores the test items, in their order.</summary>
    /// <param name="train">The training declarations with labels.</param>
    /// <param name="test">The test declarations; their labels are not looked at.</param>
    /// <param name="learned">The memory after training, before any test declaration.</param>
    public static IReadOnlyList<Baseline> Score(IReadOnlyList<DeclarationRead> train, IReadOnlyList<DeclarationRead> test, Profiles learned)
    {
        var items = test.SelectMany(read => ItemFigures.Of(read.Declaration)).ToList();
        var random = new Random(20);
        return
        [
            new("random", [.. items.Select(_ => random.NextDouble())], false),
            new("price", [.. items.Select(item => item.Value)], false),
            new("goods_lookup", [.. items.Select(item => Lookup(item, learned))], true),
            new("boosting_label_encoding", Boosting(train, items), true),
        ];
    }

    // How often the exact goods line (full code, dispatch, origin, rate, regime, net mass) was caught in training.
    private static double Lookup(ItemFigures item, Profiles learned)
    {
        var everything = learned.Everything;
        var usual = everything.Hits / (double)Math.Max(1, everything.Controls);
        var key = KeyKinds.All[KeyKinds.Place("goods_mass")].KeyOf(item);
        var stats = key == 0 ? default : learned.Find(key);
        return (stats.Hits + LookupShrinkage * usual) / (stats.Controls + LookupShrinkage);
    }

    private static double[] Boosting(IReadOnlyList<DeclarationRead> train, List<ItemFigures> test)
    {
        var labelled = new List<(ItemFigures Item, float Label)>();
        foreach (var read in train)
            foreach (var item in ItemFigures.Of(read.Declaration))
                if (read.Labels.FirstOrDefault(label => label.Item == item.Item.SequenceNumber) is { } label)
                    labelled.Add((item, label.Finding == FindingKind.InOrder ? 0 : 1));
        var columns = Columns(labelled.Select(row => row.Item));
        var model = Booster.Train(
            new TrainingRows(columns.Count, Matrix(labelled.Select(row => row.Item), columns), [.. labelled.Select(row => row.Label)]), BoostingSettings, BoostingRounds);
        return [.. Booster.Predict(model, Matrix(test, columns), columns.Count, contributions: false).Select(sum => 1 / (1 + Math.Exp(-sum)))];
    }

    private static List<Func<ItemFigures, double>> Columns(IEnumerable<ItemFigures> train)
    {
        var rows = train.ToList();
        List<Func<ItemFigures, double>> columns = [];
        string[] kinds = ["importer", "declarant", "exporter", "office", "origin", "dispatch", "regime", "procedure", "mode", "payment", "currency"];
        foreach (var name in kinds) columns.Add(Encoded(rows, KeyKinds.All[KeyKinds.Place(name)].Text));
        columns.Add(Encoded(rows, item => item.Item.Commodity?.Text ?? ""));
        columns.Add(Encoded(rows, item => item.Item.OriginTypeCode ?? ""));
        foreach (var kind in FeatureSet.StatementKinds(rows.Select(row => row.Declaration).Distinct()).ToList())
            columns.Add(Encoded(rows, item => item.Declaration.AdditionalInformation.Concat(item.Item.AdditionalInformation)
                .FirstOrDefault(statement => statement.StatementTypeCode == kind)?.StatementCode ?? ""));
        columns.AddRange(
        [
            item => item.Value, item => item.NetMass, item => item.GrossMass, item => item.Units, item => item.Packages,
            item => item.Freight, item => item.Insurance, item => item.InvoiceLine, item => item.DutyRate, item => item.TaxRate, item => item.DutyPaid,
        ]);
        return columns;
    }

    private static Func<ItemFigures, double> Encoded(List<ItemFigures> rows, Func<ItemFigures, string> text)
    {
        var codes = rows.Select(text).Distinct().Order(StringComparer.Ordinal).Index().ToDictionary(code => code.Item, code => code.Index);
        return item => codes.GetValueOrDefault(text(item), -1);
    }

    private static float[] Matrix(IEnumerable<ItemFigures> items, List<Func<ItemFigures, double>> columns) =>
        [.. items.SelectMany(item => columns.Select(column => (float)column(item)))];
}
