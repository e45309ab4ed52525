using Tidewaiter.Risk;

namespace Tidewaiter.Unit.RiskTests;

public class ExplainTests
{
    private static readonly Lazy<RiskEngine> Engine = new(() => RiskEngine.Train(SampleWorld.Make(3000, 1), SignalBatch.None).Value);

    [Fact]
    public void The_reasons_of_ten_thousand_scores_add_up_to_them()
    {
        var engine = Engine.Value;
        var batch = SampleWorld.Make(5600, 2).Select(read => read.Declaration).ToList();
        var scores = engine.ScoreBatch(batch, SignalBatch.None, SampleWorld.Start);
        Assert.True(scores.Length >= 10_000);
        foreach (var score in scores)
        {
            var sum = score.BaseLogOdds + score.Reasons.Sum(reason => reason.Contribution);
            Assert.Equal(Math.Log(score.Score / (1 - score.Score)), sum, 1e-9);
        }
    }

    [Fact]
    public void Reasons_that_are_not_told_one_by_one_still_count()
    {
        var batch = SampleWorld.Make(50, 3).Select(read => read.Declaration).ToList();
        foreach (var score in Engine.Value.ScoreBatch(batch, SignalBatch.None, SampleWorld.Start, reasons: 3))
        {
            Assert.Equal(4, score.Reasons.Count);
            Assert.Equal(RiskModel.OtherReasons, score.Reasons[^1].Feature);
            Assert.Equal(Math.Log(score.Score / (1 - score.Score)), score.BaseLogOdds + score.Reasons.Sum(reason => reason.Contribution), 1e-9);
        }
    }

    [Theory]
    [InlineData(31, 7)]
    [InlineData(64, -1)]
    [InlineData(2, 1)]
    public void Our_scores_and_shares_are_those_of_LightGBM(int leaves, int depth)
    {
        var rows = Random(3000, 12, leaves);
        var text = Booster.Train(rows, $"objective=binary num_leaves={leaves} max_depth={depth} min_data_in_leaf=5 learning_rate=0.2", 30);
        var trees = TreeText.Read(text, 12).Value;
        var ensemble = new Ensemble(trees, [.. Enumerable.Range(0, 12)]);

        var scores = Booster.Predict(text, rows.Values, 12, contributions: false);
        var contributions = Booster.Predict(text, rows.Values, 12, contributions: true);
        var shares = new double[rows.Count * ensemble.Slots];
        ensemble.Explain(rows.Values, 12, shares);
        for (var row = 0; row < rows.Count; row++)
        {
            Assert.Equal(scores[row], ensemble.Score(rows.Values.AsSpan(row * 12, 12)), 1e-9);
            for (var feature = 0; feature < ensemble.Slots; feature++)
                Assert.Equal(contributions[row * 13 + feature], shares[row * ensemble.Slots + feature], 1e-9);
            Assert.Equal(contributions[row * 13 + 12], ensemble.Base, 1e-9);
        }
    }

    [Fact]
    public void A_model_that_could_not_split_says_its_mean()
    {
        var text = Booster.Train(new TrainingRows(1, new float[50], [.. Enumerable.Range(0, 50).Select(row => row % 5 == 0 ? 1f : 0f)]), "objective=binary", 3);
        var ensemble = new Ensemble(TreeText.Read(text, 1).Value, [0]);
        Assert.Equal(Booster.Predict(text, [0f], 1, contributions: false)[0], ensemble.Score([0f]), 1e-12);
        Assert.Equal(ensemble.Score([0f]), ensemble.Base, 1e-12);
    }

    [Theory]
    [InlineData("left_child=", "left_child=9")]
    [InlineData("split_feature=", "split_feature=99")]
    [InlineData("leaf_value=", "leaf_value=nan")]
    [InlineData("num_leaves=", "num_leaves=70")]
    [InlineData("end of trees", "end")]
    public void Damaged_trees_are_refused(string where, string with)
    {
        var text = Booster.Train(Random(500, 3, 5), "objective=binary num_leaves=4", 2);
        Assert.Null(TreeText.Read(text, 3).Refusal);
        Assert.NotNull(TreeText.Read(text.Replace(where, with), 3).Refusal);
    }

    [Fact]
    public void Every_reason_has_its_sentence_in_every_language()
    {
        foreach (var language in Texts.Languages)
        {
            var texts = Texts.Of(typeof(RiskModule).Assembly, language);
            Assert.All(ReasonWords.All, reason => Assert.Contains($"risk.reason.{reason}", texts.Keys));
        }
    }

    [Fact]
    public void Every_reason_has_its_label_in_every_language()
    {
        foreach (var language in Texts.Languages)
        {
            var texts = Texts.Of(typeof(RiskModule).Assembly, language);
            Assert.All(ReasonWords.All, reason => Assert.Contains(ReasonWords.LabelKey(reason, []), texts.Keys));
            Assert.All(Catalogue.Fixed, feature => Assert.Contains(ReasonWords.LabelKey(feature.Reason, []), texts.Keys));
        }
    }

    [Fact]
    public void A_signal_is_labelled_by_its_definition_or_else_its_name()
    {
        SignalDefinition[] signals = [new("other.depth", "1", "Depth.", "other.signal.depth")];
        Assert.Equal("other.signal.depth", ReasonWords.LabelKey("signal.other.depth", signals));
        Assert.Equal("other.gone", ReasonWords.LabelKey("signal.other.gone", signals));
    }

    [Theory]
    [InlineData("units_per_kilogram", 0.00042345678, "en", "0.0004235")]
    [InlineData("units_per_kilogram", 0.00042345678, "fr", "0.0004235")]
    [InlineData("units_per_kilogram", 0.00042345678, "es", "0.0004235")]
    [InlineData("units_per_kilogram", 0.00042345678, "ar", "0.0004235")]
    [InlineData("units_per_kilogram", 0.0, "en", "0.00")]
    [InlineData("value_per_kilogram", 1234.5678, "en", "1,234.57")]
    [InlineData("freight_per_kilogram", 0.0031, "en", "0.0031")]
    [InlineData("freight_share", 0.0001234567, "en", "0.01235%")]
    [InlineData("freight_share", 0.0001234567, "es", "0.01235\u00a0%")]
    [InlineData("gross_to_net", 1.00449, "en", "1.004")]
    [InlineData("net_mass", 0.02, "en", "0.02")]
    public void A_small_figure_keeps_its_digits(string reason, double value, string language, string written)
    {
        var figure = ReasonWords.Readable(value);
        var culture = System.Globalization.CultureInfo.GetCultureInfo(language);
        var said = new Texts([typeof(RiskModule).Assembly]).Say(Phrase.Of($"risk.reason.{reason}", ("value", figure), ("usual", figure), ("count", 7)), culture);
        Assert.Contains($" {written.Replace(".", culture.NumberFormat.NumberDecimalSeparator)}", said.Replace("\u2068", "").Replace("\u200e", ""));
    }

    [Fact]
    public void A_reason_says_what_was_found_before()
    {
        var score = Engine.Value.ScoreBatch([SampleWorld.Make(1, 4)[0].Declaration], SignalBatch.None, SampleWorld.Start)[0];
        var reason = score.Reasons.Single(reason => reason.Feature == "importer");
        var said = new Texts([typeof(RiskModule).Assembly]).Say(reason.Words, System.Globalization.CultureInfo.GetCultureInfo("en"));
        Assert.Matches(@"^Importer Importer \d+: \d+ of \d+ earlier controls found something; usual is ", said);
    }

    private static TrainingRows Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        var values = new float[rows * columns];
        var labels = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                values[row * columns + column] = column % 3 == 0 && random.Next(4) == 0 ? float.NaN
                    : column % 4 == 1 ? random.Next(-3, 4) : (float)(random.NextDouble() * 10 - 5);
            var sum = values[row * columns + 1] + (float.IsNaN(values[row * columns]) ? 2 : values[row * columns] * values[row * columns + 2 % columns] / 4);
            labels[row] = sum + random.NextDouble() * 2 > 1 ? 1 : 0;
        }
        return new(columns, values, labels);
    }
}
