using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Plumbline.Storage;

/// <summary>A column of a class's table, as the model has it.</summary>
/// <param name="Property">The property, which may lie in a value that is spread over several columns.</param>
/// <param name="Path">The way to it from the class.</param>
/// <param name="Name">The column's name, quoted.</param>
/// <param name="IsKey">Whether it is part of the primary key.</param>
/// <param name="Mapping">How the database keeps it.</param>
internal sealed record BulkColumn(IProperty Property, IReadOnlyList<PropertyInfo> Path, string Name, bool IsKey, RelationalTypeMapping Mapping)
{
    /// <summary>The value as the provider takes it: an expression of the row, with what converts it already in it. The type is nullable where the value may be.</summary>
    public Expression ProviderValue(ParameterExpression row)
    {
        Expression value = Path.Aggregate((Expression)row, Expression.Property);
        if (Mapping.Converter is { } converter)
        {
            return Convert(value, converter);
        }

        return value;
    }

    private static Expression Convert(Expression value, ValueConverter converter)
    {
        var convert = converter.ConvertToProviderExpression;
        if (Nullable.GetUnderlyingType(value.Type) is { } inner && convert.Parameters[0].Type == inner)
        {
            var result = typeof(Nullable<>).MakeGenericType(convert.ReturnType);
            return Expression.Condition(Expression.Property(value, "HasValue"), Expression.Convert(Expression.Invoke(convert, Expression.Property(value, "Value")), result), Expression.Default(result));
        }

        // EF never converts null, so neither is it here: as JSON it would be the word "null", which the database takes for a value.
        var converted = Expression.Invoke(convert, value);
        return value.Type.IsValueType || convert.ReturnType.IsValueType ? converted : Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(null, convert.ReturnType), converted);
    }
}

/// <summary>A property's value before and after a change.</summary>
internal readonly record struct ChangedValue(object? Before, object? After);

/// <summary>
/// How a class lies in its table: taken from the model, so that bulk writing and EF cannot drift apart. It is made once for a model and kept with it,
/// for the code that reads and writes columns takes far longer to compile than a few rows take to write.
/// </summary>
internal sealed class BulkTable<T> where T : class
{
    private readonly Func<T, object?>[] _read;
    private readonly Action<T, long>? _setId;
    private readonly PropertyInfo? _revision;
    private readonly ConcurrentDictionary<string, object> _made = new();

    private BulkTable(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        PlainName = table.Name;
        Name = $"\"{table.Name}\"";
        Columns = [.. Flatten(entity, [], table)];
        Keys = [.. Columns.Where(c => c.IsKey)];
        Values = [.. Columns.Where(c => !c.IsKey)];
        var row = Expression.Parameter(typeof(T));
        _read = [.. Columns.Select(c => Expression.Lambda<Func<T, object?>>(Expression.Convert(c.Path.Aggregate((Expression)row, Expression.Property), typeof(object)), row).Compile())];
        _revision = Columns.FirstOrDefault(c => c.Property.IsConcurrencyToken && c.Property.ClrType == typeof(int))?.Path[0];
        if (Keys is [{ Property.ClrType: var type, Path: [var id] }] && type == typeof(long))
        {
            _setId = id.SetMethod!.CreateDelegate<Action<T, long>>();
        }
    }

    /// <summary>The table of the class in the context's model.</summary>
    /// <exception cref="ArgumentException">The class has none.</exception>
    public static BulkTable<T> Of(DbContext db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} has no table.");
        return entity.GetOrAddRuntimeAnnotationValue("Plumbline:BulkTable", static e => new BulkTable<T>(e!), entity);
    }

    /// <summary>What a writer makes of the table, which is kept for the next.</summary>
    public TMade Once<TMade>(string what, Func<TMade> make) where TMade : class => (TMade)_made.GetOrAdd(what, _ => make());

    public string Name { get; }

    public string PlainName { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    public IReadOnlyList<BulkColumn> Keys { get; }

    public IReadOnlyList<BulkColumn> Values { get; }

    public void SetId(T row, long id) => (_setId ?? throw new InvalidOperationException($"{Name} is not numbered."))(row, id);

    /// <summary>Tells those who have the row open that it changed, where the class counts its changes.</summary>
    public void RaiseRevision(T row) => _revision?.SetValue(row, (int)_revision.GetValue(row)! + 1);

    /// <summary>
    /// Sets the properties back to what <see cref="Difference"/> had noted, but for those that say something else by now than they did then.
    /// </summary>
    /// <param name="row">The record as it is now.</param>
    /// <param name="difference">What had changed, as <see cref="Json"/> wrote it.</param>
    /// <param name="follow">Points a record's references to where what they mean is now.</param>
    /// <returns>The properties that are left as they are.</returns>
    public IReadOnlyList<string> Restore(T row, JsonElement difference, Action<T> follow)
    {
        var kept = new List<string>();
        foreach (var noted in difference.EnumerateObject())
        {
            var property = Columns.First(c => c.Property.Name == noted.Name).Path[^1];
            var now = property.GetValue(row);
            property.SetValue(row, Value(noted.Value, "after", property));
            follow(row);
            var isAsLeft = Equals(now, property.GetValue(row));
            property.SetValue(row, isAsLeft ? Value(noted.Value, "before", property) : now);
            if (!isAsLeft)
            {
                kept.Add(noted.Name);
            }
        }

        return kept;

        static object? Value(JsonElement noted, string which, PropertyInfo property) => noted.TryGetProperty(which, out var value) ? value.Deserialize(property.PropertyType, Json.Options) : null;
    }

    /// <summary>Everything that the row says now, to be compared later.</summary>
    public object?[] Snapshot(T row) => Array.ConvertAll(_read, read => read(row));

    /// <summary>Whether the row says something else than it said.</summary>
    public bool Differs(object?[] before, T now)
    {
        for (var i = 0; i < _read.Length; i++)
        {
            if (!Equals(before[i], _read[i](now)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the row said before and what it says now, of the properties that differ, by name; folded texts follow the name and are no news.</summary>
    public Dictionary<string, ChangedValue> Difference(object?[] before, T now)
    {
        var difference = new Dictionary<string, ChangedValue>();
        for (var i = 0; i < _read.Length; i++)
        {
            if (!Equals(before[i], _read[i](now)) && Columns[i].Property.FindAnnotation(ByteOrder.Annotation) is null)
            {
                difference[Columns[i].Property.Name] = new(before[i], _read[i](now));
            }
        }

        return difference;
    }

    private static IEnumerable<BulkColumn> Flatten(ITypeBase type, PropertyInfo[] path, StoreObjectIdentifier table)
    {
        foreach (var property in type.GetProperties())
        {
            yield return new(property, [.. path, property.PropertyInfo!], $"\"{property.GetColumnName(table)}\"", property.IsPrimaryKey(), property.GetRelationalTypeMapping());
        }

        foreach (var complex in type.GetComplexProperties())
        {
            foreach (var column in Flatten(complex.ComplexType, [.. path, complex.PropertyInfo!], table))
            {
                yield return column;
            }
        }
    }
}
