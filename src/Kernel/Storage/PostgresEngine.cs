using System.Data.Common;
using Npgsql;

namespace Tidewaiter.Kernel;

/// <summary>PostgreSQL 14 or later: pooled connections, READ COMMITTED, COPY for bulk.</summary>
internal sealed class PostgresEngine : IStoreEngine
{
    private readonly NpgsqlDataSource _source;

    public PostgresEngine(string connection) => _source = NpgsqlDataSource.Create(connection);

    public string Name => "postgresql";

    public async Task<DbConnection> Reader(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    public async Task<WriterLease> Writer(CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation);
        return new WriterLease(connection, connection.DisposeAsync);
    }

    public object ToDriver(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.UtcDateTime,
        decimal => throw new NotSupportedException("Store exact numbers as ten-thousandths: Exact.ToE4."),
        _ => value,
    };

    public async Task<long> Append(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        await using var writer = await ((NpgsqlConnection)connection).BeginBinaryImportAsync(
            $"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)");
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            foreach (var value in row)
            {
                if (value is null) await writer.WriteNullAsync();
                else await writer.WriteAsync(ToDriver(value));
            }
        }
        return (long)await writer.CompleteAsync();
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
