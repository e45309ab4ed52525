namespace Tidewaiter.Risk;

/// <summary>Turns rows of features into scores with reasons, in parallel over blocks of rows.</summary>
internal sealed class Scorer(RiskModel model)
{
    private const int Block = 256;

    /// <summary>Scores rows whose readings stand in the same order.</summary>
    public ItemScore[] Score(IReadOnlyList<ItemReading> readings, float[] rows, DateTimeOffset asOf, int reasons)
    {
        var columns = model.Features.Features.Count;
        var count = rows.Length / columns;
        var scores = new ItemScore[count];
        var blocks = (count + Block - 1) / Block;
        if (blocks == 1) ScoreBlock(0);
        else Parallel.For(0, blocks, ScoreBlock);
        return scores;

        void ScoreBlock(int block)
        {
            var from = block * Block;
            var size = Math.Min(Block, count - from);
            var own = rows.AsSpan(from * columns, size * columns);
            Span<double> sums = stackalloc double[size];
            Span<double> revenues = stackalloc double[size];
            model.Hit.Score(own, columns, sums);
            model.Revenue?.Score(own, columns, revenues);
            var slots = reasons == 0 ? 0 : model.Hit.Slots;
            var shares = new double[size * slots];
            if (reasons > 0) model.Hit.Explain(own, columns, shares);
            var order = new int[slots];
            for (var row = 0; row < size; row++)
                scores[from + row] = ScoreOf(readings[from + row], sums[row], revenues[row], shares.AsSpan(row * slots, slots), order, asOf, reasons);
        }
    }

    private ItemScore ScoreOf(
        ItemReading reading, double sum, double revenueSum, Span<double> shares, int[] order, DateTimeOffset asOf, int reasons)
    {
        var start = model.Hit.Base * model.Text.Slope + model.Text.Intercept;
        var logOdds = sum * model.Text.Slope + model.Text.Intercept;
        foreach (ref var share in shares) share *= model.Text.Slope;
        var score = 1 / (1 + Math.Exp(-logOdds));
        var revenue = model.Revenue is not null && model.RevenueOfHit(revenueSum) is { } ofHit ? Exact(score * ofHit) : (decimal?)null;
        Reason[] told = reasons == 0 ? [ReasonWords.Others(logOdds - start, model.Reasons.Count)] : Reasons(reading, shares, order, reasons);
        return new(reading.Item.Declaration.Id, reading.Item.Item.SequenceNumber, score, revenue, start, told, model.Version, asOf);
    }

    private Reason[] Reasons(ItemReading reading, ReadOnlySpan<double> shares, int[] order, int most)
    {
        var count = 0;
        for (var slot = 0; slot < shares.Length; slot++)
            if (shares[slot] != 0) order[count++] = slot;
        var told = Math.Min(count, most);
        PutStrongestFirst(order.AsSpan(0, count), shares, told);
        var reasons = new Reason[count > told ? told + 1 : told];
        for (var place = 0; place < told; place++)
            reasons[place] = ReasonWords.Of(model.Reasons[order[place]], shares[order[place]], reading);
        if (count > told)
        {
            var rest = 0.0;
            for (var place = told; place < count; place++) rest += shares[order[place]];
            reasons[told] = ReasonWords.Others(rest, count - told);
        }
        return reasons;
    }

    // Only as many as are told are put in order: mostly five of eighty.
    private static void PutStrongestFirst(Span<int> order, ReadOnlySpan<double> shares, int told)
    {
        for (var place = 0; place < told; place++)
        {
            var strongest = place;
            for (var other = place + 1; other < order.Length; other++)
                if (Math.Abs(shares[order[other]]) > Math.Abs(shares[order[strongest]])) strongest = other;
            (order[place], order[strongest]) = (order[strongest], order[place]);
        }
    }

    private static decimal Exact(double revenue) => decimal.Round((decimal)Math.Min(revenue, 1e24), 2);
}
