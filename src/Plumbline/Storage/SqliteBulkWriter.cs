using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace Plumbline.Storage;

/// <summary>Writes by prepared statements of SQLite itself: through the driver's parameters every value would be boxed and its type looked up, which takes twice as long.</summary>
internal sealed class SqliteBulkWriter(PlumblineDb db) : BulkWriter(db)
{
    private const int SmallText = 512;
    private readonly SqliteConnection _connection = (SqliteConnection)db.Database.GetDbConnection();
    private readonly Dictionary<(Type, string), object> _statements = [];
    private readonly Dictionary<string, long> _lastIds = [];

    public override void Insert<T>(IReadOnlyCollection<T> rows)
    {
        var table = Table<T>();
        Prepared<T>("insert", table.Columns, () => $"INSERT INTO {table.Name} ({Names(table.Columns)}) VALUES ({Marks(table.Columns)})").Run(rows);
    }

    public override void Update<T>(IReadOnlyCollection<T> rows)
    {
        var table = Table<T>();
        Prepared<T>("update", [.. table.Values, .. table.Keys], () =>
            $"UPDATE {table.Name} SET {string.Join(", ", table.Values.Select(c => $"{c.Name} = ?"))} WHERE {string.Join(" AND ", table.Keys.Select(c => $"{c.Name} = ?"))}").Run(rows);
    }

    public override void Delete<T>(IReadOnlyCollection<long> ids)
    {
        var table = Table<T>();
        using var delete = new Statement<long>(_connection, $"DELETE FROM {table.Name} WHERE {table.Keys[0].Name} = ?", [(statement, id) => raw.sqlite3_bind_int64(statement, 1, id)]);
        delete.Run(ids);
    }

    public override void AddUp<T>(IReadOnlyCollection<T> rows)
    {
        var table = Table<T>();
        Prepared<T>("add up", table.Columns, () =>
            $"INSERT INTO {table.Name} ({Names(table.Columns)}) VALUES ({Marks(table.Columns)}) ON CONFLICT ({Names(table.Keys)}) DO UPDATE SET {string.Join(", ", table.Values.Select(c => $"{c.Name} = {c.Name} + excluded.{c.Name}"))}").Run(rows);
        Prepared<T>("clear", table.Keys, () => $"DELETE FROM {table.Name} WHERE {string.Join(" AND ", table.Keys.Select(c => $"{c.Name} = ?"))} AND {NothingLeft(table, "")}").Run(rows);
    }

    public override void Lock<T>(IReadOnlyCollection<long> ids)
    {
        // There is one who writes at a time.
    }

    public override void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            ((IDisposable)statement).Dispose();
        }
    }

    protected override long NextId(string table)
    {
        if (!_lastIds.TryGetValue(table, out var last))
        {
            // The numbers of deleted rows are not given again: what refers to them must not point to something else.
            using var command = _connection.CreateCommand();
            command.Transaction = (SqliteTransaction?)Db.Database.CurrentTransaction!.GetDbTransaction();
            command.CommandText = $"SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = $table), 0), coalesce((SELECT max(\"Id\") FROM \"{table}\"), 0))";
            command.Parameters.AddWithValue("$table", table);
            last = (long)command.ExecuteScalar()!;
        }

        return _lastIds[table] = last + 1;
    }

    private static string Names(IEnumerable<BulkColumn> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static string Marks(IEnumerable<BulkColumn> columns) => string.Join(", ", columns.Select(_ => "?"));

    private Statement<T> Prepared<T>(string what, IReadOnlyList<BulkColumn> columns, Func<string> sql) where T : class
    {
        if (!_statements.TryGetValue((typeof(T), what), out var statement))
        {
            statement = new Statement<T>(_connection, sql(), Table<T>().Once(what, () => columns.Select((c, i) => Binder<T>(c, i + 1)).ToArray()));
            _statements.Add((typeof(T), what), statement);
        }

        return (Statement<T>)statement;
    }

    private static Action<sqlite3_stmt, T> Binder<T>(BulkColumn column, int index)
    {
        var statement = Expression.Parameter(typeof(sqlite3_stmt));
        var row = Expression.Parameter(typeof(T));
        var value = column.ProviderValue(row);
        var at = Expression.Constant(index);
        Expression bind;
        if (Nullable.GetUnderlyingType(value.Type) is not null)
        {
            var kept = Expression.Variable(value.Type);
            bind = Expression.Block([kept], Expression.Assign(kept, value), Expression.IfThenElse(Expression.Property(kept, "HasValue"),
                Bind(statement, at, Expression.Property(kept, "Value")), Expression.Call(typeof(SqliteBulkWriter), nameof(Null), null, statement, at)));
        }
        else
        {
            bind = Bind(statement, at, value);
        }

        return Expression.Lambda<Action<sqlite3_stmt, T>>(bind, statement, row).Compile();
    }

    private static MethodCallExpression Bind(Expression statement, Expression index, Expression value)
    {
        var (method, type) = Type.GetTypeCode(value.Type) switch
        {
            TypeCode.String => (nameof(Text), typeof(string)),
            TypeCode.DateTime => (nameof(Instant), typeof(DateTime)),
            TypeCode.Boolean => (nameof(YesNo), typeof(bool)),
            TypeCode.Byte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => (nameof(Whole), typeof(long)),
            TypeCode.Double => (nameof(Fraction), typeof(double)),
            _ when value.Type == typeof(DateOnly) => (nameof(Day), typeof(DateOnly)),
            _ => throw new NotSupportedException($"No way to write {value.Type} to SQLite."),
        };
        return Expression.Call(typeof(SqliteBulkWriter), method, null, statement, index, value.Type == type ? value : Expression.Convert(value, type));
    }

    private static void Null(sqlite3_stmt statement, int index) => raw.sqlite3_bind_null(statement, index);

    private static void Whole(sqlite3_stmt statement, int index, long value) => raw.sqlite3_bind_int64(statement, index, value);

    private static void Fraction(sqlite3_stmt statement, int index, double value) => raw.sqlite3_bind_double(statement, index, value);

    private static void YesNo(sqlite3_stmt statement, int index, bool value) => raw.sqlite3_bind_int64(statement, index, value ? 1 : 0);

    // The formats of Microsoft.Data.Sqlite, which reads them back.
    private static void Day(sqlite3_stmt statement, int index, DateOnly value) => Formatted(statement, index, value, "yyyy-MM-dd");

    private static void Instant(sqlite3_stmt statement, int index, DateTime value) => Formatted(statement, index, value, @"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF");

    private static void Formatted<T>(sqlite3_stmt statement, int index, T value, string format) where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        raw.sqlite3_bind_text(statement, index, text[..length]);
    }

    private static void Text(sqlite3_stmt statement, int index, string? value)
    {
        if (value is null)
        {
            raw.sqlite3_bind_null(statement, index);
        }
        else if (value.Length is > 0 and <= SmallText)
        {
            Span<byte> text = stackalloc byte[SmallText * 3];
            raw.sqlite3_bind_text(statement, index, text[..Encoding.UTF8.GetBytes(value, text)]);
        }
        else
        {
            raw.sqlite3_bind_text(statement, index, value);
        }
    }

    private sealed class Statement<T> : IDisposable
    {
        private readonly sqlite3 _database;
        private readonly sqlite3_stmt _statement;
        private readonly Action<sqlite3_stmt, T>[] _bind;

        public Statement(SqliteConnection connection, string sql, Action<sqlite3_stmt, T>[] bind)
        {
            (_database, _bind) = (connection.Handle!, bind);
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        }

        public void Run(IReadOnlyCollection<T> rows)
        {
            foreach (var row in rows)
            {
                foreach (var bind in _bind)
                {
                    bind(_statement, row);
                }

                var done = raw.sqlite3_step(_statement);
                if (done != raw.SQLITE_DONE)
                {
                    raw.sqlite3_reset(_statement);
                    SqliteException.ThrowExceptionForRC(done, _database);
                }

                raw.sqlite3_reset(_statement);
            }
        }

        public void Dispose() => _statement.Dispose();
    }
}
