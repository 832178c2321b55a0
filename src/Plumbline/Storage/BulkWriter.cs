using Microsoft.EntityFrameworkCore;

namespace Plumbline.Storage;

/// <summary>
/// Writes many rows at once inside the context's open transaction, past EF: an import of a million rows would take EF minutes. Tables, columns and conversions are those of the model.
/// Nothing goes to the audit trail: an import keeps its own record of what it changed.
/// </summary>
internal abstract class BulkWriter(PlumblineDb db) : IDisposable
{
    private readonly Dictionary<Type, object> _tables = [];

    public PlumblineDb Db { get; } = db;

    /// <summary>The writer for the database at hand. On SQLite the transaction must be one that may write from its start, as EF's are.</summary>
    public static BulkWriter Of(PlumblineDb db)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Bulk writing belongs in a transaction.");
        }

        return db.Database.IsSqlite() ? new SqliteBulkWriter(db) : new PostgresBulkWriter(db);
    }

    public BulkTable<T> Table<T>() where T : class
    {
        if (!_tables.TryGetValue(typeof(T), out var table))
        {
            table = BulkTable<T>.Of(Db);
            _tables.Add(typeof(T), table);
        }

        return (BulkTable<T>)table;
    }

    /// <summary>Gives the row the next number of its table, so that others can refer to it before it is written.</summary>
    public long Number<T>(T row) where T : class
    {
        var id = NextId(Table<T>().PlainName);
        Table<T>().SetId(row, id);
        return id;
    }

    /// <summary>Adds rows; numbered ones must have their number.</summary>
    public abstract void Insert<T>(IReadOnlyCollection<T> rows) where T : class;

    /// <summary>Sets all columns of rows that are there, found by their key.</summary>
    public abstract void Update<T>(IReadOnlyCollection<T> rows) where T : class;

    /// <summary>Deletes by number.</summary>
    public abstract void Delete<T>(IReadOnlyCollection<long> ids) where T : class;

    /// <summary>Adds each row's values to those of the row with the same key, or adds the row; then rows of which nothing is left are deleted. All values must be numbers.</summary>
    public abstract void AddUp<T>(IReadOnlyCollection<T> rows) where T : class;

    /// <summary>Waits until no other transaction has the rows, and keeps them until the end of this one, so that what is derived from others for each of them is derived by one at a time. References to them can be written meanwhile.</summary>
    public abstract void Lock<T>(IReadOnlyCollection<long> ids) where T : class;

    public abstract void Dispose();

    protected abstract long NextId(string table);

    protected static string NothingLeft<T>(BulkTable<T> table, string prefix) where T : class => string.Join(" AND ", table.Values.Select(c => $"{prefix}{c.Name} = 0"));
}
