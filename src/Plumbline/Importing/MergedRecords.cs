using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Plumbline.Accounts;
using Plumbline.People;
using Plumbline.Products;
using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>Which records went into which others, so that what referred to one then refers to the other now.</summary>
internal sealed class MergedRecords
{
    /// <summary>Before our own number of a record that was merged away, among the names by which a record is known.</summary>
    private const string OurNumber = "plumbline";

    private readonly PlumblineDb _db;
    private readonly Dictionary<(Type, long), long> _into = [];

    private MergedRecords(PlumblineDb db) => _db = db;

    public static string TextOf(long id) => KnownRecords.TextOf(OurNumber, id.ToString(CultureInfo.InvariantCulture));

    public static async Task<MergedRecords> Load(PlumblineDb db, CancellationToken cancel)
    {
        var merged = new MergedRecords(db);
        foreach (var known in await db.KnownNames.AsNoTracking().Where(n => n.Text.StartsWith(OurNumber + ":")).ToListAsync(cancel))
        {
            var type = known.Kind switch { FactKind.Product => typeof(Product), FactKind.Account => typeof(Account), _ => typeof(Person) };
            merged._into[(type, long.Parse(known.Text.AsSpan(OurNumber.Length + 1), CultureInfo.InvariantCulture))] = known.RecordId;
        }

        return merged;
    }

    /// <summary>Points the row's references to where the records are now.</summary>
    public void Follow<T>(T row) where T : class
    {
        if (_into.Count == 0)
        {
            return;
        }

        foreach (var key in _db.Model.FindEntityType(typeof(T))!.GetForeignKeys())
        {
            if (key.Properties is [{ PropertyInfo: PropertyInfo property, Name: not nameof(Product.MergedIntoId) }] && property.GetValue(row) is long id && _into.TryGetValue((key.PrincipalEntityType.ClrType, id), out var into))
            {
                property.SetValue(row, into);
            }
        }
    }
}
