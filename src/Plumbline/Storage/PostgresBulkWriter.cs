using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Plumbline.Storage;

/// <summary>Writes by PostgreSQL's binary COPY: straight into the table what is new, by way of a temporary table what changes.</summary>
internal sealed class PostgresBulkWriter(PlumblineDb db) : BulkWriter(db)
{
    private const int IdsAtOnce = 4096;
    private readonly NpgsqlConnection _connection = (NpgsqlConnection)db.Database.GetDbConnection();
    private readonly Dictionary<string, Queue<long>> _ids = [];

    public override void Insert<T>(IReadOnlyCollection<T> rows) => Copy(Table<T>().Name, rows);

    public override void Update<T>(IReadOnlyCollection<T> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = Table<T>();
        var from = Stage(rows);
        Execute($"UPDATE {table.Name} t SET {string.Join(", ", table.Values.Select(c => $"{c.Name} = s.{c.Name}"))} FROM {from} s WHERE {SameKey(table)}; DROP TABLE {from}");
    }

    public override void Delete<T>(IReadOnlyCollection<long> ids)
    {
        using var command = Command($"DELETE FROM {Table<T>().Name} WHERE {Table<T>().Keys[0].Name} = ANY($1)");
        command.Parameters.AddWithValue(ids.ToArray());
        command.ExecuteNonQuery();
    }

    public override void AddUp<T>(IReadOnlyCollection<T> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = Table<T>();
        var from = Stage(rows);
        Execute($"""
            INSERT INTO {table.Name} AS t ({Names(table.Columns)}) SELECT {Names(table.Columns)} FROM {from}
            ON CONFLICT ({Names(table.Keys)}) DO UPDATE SET {string.Join(", ", table.Values.Select(c => $"{c.Name} = t.{c.Name} + excluded.{c.Name}"))};
            DELETE FROM {table.Name} t USING {from} s WHERE {SameKey(table)} AND {NothingLeft(table, "t.")};
            DROP TABLE {from}
            """);
    }

    public override void Lock<T>(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        // In one order, or else two who want the same rows would wait for each other.
        var id = Table<T>().Keys[0].Name;
        using var command = Command($"SELECT {id} FROM {Table<T>().Name} WHERE {id} = ANY($1) ORDER BY {id} FOR NO KEY UPDATE");
        command.Parameters.AddWithValue(ids.ToArray());
        command.ExecuteNonQuery();
    }

    public override void Dispose()
    {
    }

    protected override long NextId(string table)
    {
        if (!_ids.TryGetValue(table, out var ids))
        {
            _ids[table] = ids = new();
        }

        if (ids.Count == 0)
        {
            using var command = Command("SELECT nextval(pg_get_serial_sequence($1, 'Id')) FROM generate_series(1, $2)");
            command.Parameters.AddWithValue($"\"{table}\"");
            command.Parameters.AddWithValue(IdsAtOnce);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                ids.Enqueue(reader.GetInt64(0));
            }
        }

        return ids.Dequeue();
    }

    private static string Names(IEnumerable<BulkColumn> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static string SameKey<T>(BulkTable<T> table) where T : class => string.Join(" AND ", table.Keys.Select(c => $"t.{c.Name} = s.{c.Name}"));

    private string Stage<T>(IReadOnlyCollection<T> rows) where T : class
    {
        var stage = $"\"bulk_{Table<T>().PlainName}\"";
        Execute($"CREATE TEMPORARY TABLE {stage} (LIKE {Table<T>().Name}) ON COMMIT DROP");
        Copy(stage, rows);
        return stage;
    }

    private void Copy<T>(string into, IReadOnlyCollection<T> rows) where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var columns = Table<T>().Columns;
        var write = Table<T>().Once("copy", () => columns.Select(Writer<T>).ToArray());
        using var copy = _connection.BeginBinaryImport($"COPY {into} ({Names(columns)}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var column in write)
            {
                column(copy, row);
            }
        }

        copy.Complete();
    }

    private static Action<NpgsqlBinaryImporter, T> Writer<T>(BulkColumn column)
    {
        var copy = Expression.Parameter(typeof(NpgsqlBinaryImporter));
        var row = Expression.Parameter(typeof(T));
        var value = column.ProviderValue(row);
        var type = column.Mapping.StoreTypeNameBase;
        var write = typeof(PostgresBulkWriter).GetMethod(Nullable.GetUnderlyingType(value.Type) is null ? nameof(Write) : nameof(WriteNullable), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(Nullable.GetUnderlyingType(value.Type) ?? value.Type);
        return Expression.Lambda<Action<NpgsqlBinaryImporter, T>>(Expression.Call(write, copy, value, Expression.Constant(type)), copy, row).Compile();
    }

    private static void Write<TValue>(NpgsqlBinaryImporter copy, TValue? value, string type)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, type);
        }
    }

    private static void WriteNullable<TValue>(NpgsqlBinaryImporter copy, TValue? value, string type) where TValue : struct
    {
        if (value is { } known)
        {
            copy.Write(known, type);
        }
        else
        {
            copy.WriteNull();
        }
    }

    private NpgsqlCommand Command(string sql) => new(sql, _connection, (NpgsqlTransaction)Db.Database.CurrentTransaction!.GetDbTransaction());

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
