using System.Text.Json;

namespace Tidewaiter.Risk.Live;

/// <summary>A model in the store, with how it did on what it had not seen.</summary>
/// <param name="Version">Its version.</param>
/// <param name="MadeAt">When it was trained.</param>
/// <param name="Figures">How it did.</param>
internal sealed record KeptModel(string Version, DateTimeOffset MadeAt, ModelFigures Figures);

/// <summary>Models in the store. They stay; the one put to work last is at work.</summary>
internal static class ModelRows
{
    private static readonly SqlFolder Sql = SqlFolder.Of<RiskModule>();

    /// <summary>Keeps the model and puts it to work.</summary>
    public static Task Put(Store store, RiskModel model, ModelFigures figures, DateTimeOffset at) => store.InTransaction(async transaction =>
    {
        await transaction.Run(Sql["Live/InsertModel"], ("version", model.Version), ("at", at),
            ("body", JsonSerializer.Serialize(model.Text)), ("figures", JsonSerializer.Serialize(figures, Output.Json)));
        await transaction.Run(Sql["Live/PutToWork"], ("version", model.Version), ("at", at));
    });

    /// <summary>The model at work, or null.</summary>
    /// <exception cref="InvalidOperationException">The model in the store is of another build and cannot be used.</exception>
    public static async Task<RiskModel?> AtWork(Store store)
    {
        var body = await store.One(Sql["Live/ModelAtWork"], row => row.Text("body"));
        return body is null ? null : RiskModel.Of(JsonSerializer.Deserialize<ModelText>(body)!).Value;
    }

    /// <summary>The model of the version, or why there is none that can be used.</summary>
    public static async Task<Outcome<RiskModel>> Find(Store store, string version)
    {
        var body = await store.One(Sql["Live/FindModel"], row => row.Text("body"), ("version", version));
        return body is null ? Refusal.NotFound($"There is no model {version} in the store.") : RiskModel.Of(JsonSerializer.Deserialize<ModelText>(body)!);
    }

    /// <summary>What is to be said of the model at work, or null.</summary>
    public static Task<KeptModel?> AtWorkFigures(Store store) => store.One<KeptModel?>(Sql["Live/ModelAtWork"], row =>
        new(row.Text("version"), row.Time("made_at"), JsonSerializer.Deserialize<ModelFigures>(row.Text("figures"), Output.Json)!));
}
