using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>All records of one kind while an import lands: what it adds and changes is gathered and written together, with what was before.</summary>
internal sealed class Shelf<T>(BulkWriter bulk, ChangeLog changes) where T : class
{
    private readonly Dictionary<long, T> _all = [];
    private readonly List<T> _added = [];
    private readonly HashSet<long> _ours = [];
    private readonly Dictionary<long, object?[]> _touched = [];

    public IReadOnlyDictionary<long, T> All => _all;

    public T this[long id] => _all[id];

    public void Load(IEnumerable<T> records, Func<T, long> id)
    {
        foreach (var record in records)
        {
            _all.Add(id(record), record);
        }
    }

    /// <summary>Takes up a record that is new.</summary>
    /// <returns>Its number.</returns>
    public long Add(T record)
    {
        var id = bulk.Number(record);
        _all.Add(id, record);
        _ours.Add(id);
        _added.Add(record);
        return id;
    }

    /// <summary>To be called before a record is changed.</summary>
    /// <returns>What it says now, for <see cref="Differs"/>.</returns>
    public object?[] Touch(long id)
    {
        var now = bulk.Table<T>().Snapshot(_all[id]);
        _touched.TryAdd(id, now);
        return now;
    }

    public bool Differs(object?[] before, long id) => bulk.Table<T>().Differs(before, _all[id]);

    /// <summary>Writes what was added and changed since the last time.</summary>
    public void Flush()
    {
        bulk.Insert(_added);
        var fresh = _added.ToHashSet();
        _added.Clear();
        var changed = new List<T>();
        foreach (var (id, before) in _touched)
        {
            var record = _all[id];
            if (fresh.Contains(record))
            {
                continue;
            }

            var difference = bulk.Table<T>().Difference(before, record);
            if (difference.Count > 0)
            {
                bulk.Table<T>().RaiseRevision(record);
                changed.Add(record);
                if (!_ours.Contains(id))
                {
                    changes.Add(typeof(T).Name, id, difference);
                }
            }
        }

        _touched.Clear();
        bulk.Update(changed);
    }
}

/// <summary>Writes down what an import changes, so that it can be undone.</summary>
internal sealed class ChangeLog(BulkWriter bulk, long importId)
{
    private readonly List<ImportChange> _pending = [];

    /// <summary>Notes what the record said before of what differs now.</summary>
    public void Add(string subject, long recordId, object before)
    {
        var change = new ImportChange { ImportId = importId, Subject = subject, RecordId = recordId, Before = Json.Write(before) };
        bulk.Number(change);
        _pending.Add(change);
    }

    public void Flush()
    {
        bulk.Insert(_pending);
        _pending.Clear();
    }
}
