using System.Data.Common;

namespace Tidewaiter.Kernel;

/// <summary>Work in hand that is kept whole or not at all.</summary>
public sealed class StoreTransaction
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly IStoreEngine _engine;
    private readonly List<Action> _afterCommit = [];

    internal StoreTransaction(DbConnection connection, DbTransaction transaction, IStoreEngine engine) =>
        (_connection, _transaction, _engine) = (connection, transaction, engine);

    /// <summary>Runs a statement and returns how many rows it touched.</summary>
    public async Task<int> Run(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = Commands.Make(_connection, _transaction, _engine, sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>All rows of the answer, as this transaction sees them.</summary>
    public async Task<List<T>> Query<T>(string sql, Func<Row, T> map, params (string Name, object? Value)[] parameters)
    {
        await using var command = Commands.Make(_connection, _transaction, _engine, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(map(new Row(reader)));
        return rows;
    }

    /// <summary>The first row of the answer, or default.</summary>
    public async Task<T?> One<T>(string sql, Func<Row, T> map, params (string Name, object? Value)[] parameters)
    {
        await using var command = Commands.Make(_connection, _transaction, _engine, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? map(new Row(reader)) : default;
    }

    /// <summary>
    /// Appends rows by the engine's bulk road (PostgreSQL COPY, a prepared statement on SQLite). Values are string, long,
    /// double, bool, DateTimeOffset (UTC) or null, and must be of the column's own type: long for bigint.
    /// </summary>
    /// <returns>How many rows were appended.</returns>
    public Task<long> Append(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows) =>
        _engine.Append(_connection, _transaction, table, columns, rows);

    /// <summary>What to do once the work is kept, such as waking a waiting reader.</summary>
    internal void OnCommit(Action action) => _afterCommit.Add(action);

    internal void AfterCommit()
    {
        foreach (var action in _afterCommit) action();
    }
}
