using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>A column of any table that refers to a record, as the model knows it: also of features that imports know nothing of.</summary>
/// <param name="From">The class that refers.</param>
/// <param name="Table">Its table, quoted.</param>
/// <param name="Column">The column, quoted.</param>
internal sealed record ReferringColumn(Type From, string Table, string Column)
{
    /// <summary>All columns that refer to records of the class, but for what follows from it, which holds nothing back and goes with it.</summary>
    public static IReadOnlyList<ReferringColumn> To<T>(PlumblineDb db) =>
    [
        .. db.Model.FindEntityType(typeof(T))!.GetReferencingForeignKeys().Where(k => k.Properties.Count == 1 && k.DeclaringEntityType.FindAnnotation(Derived.Annotation) is null).Select(k => new ReferringColumn(
            k.DeclaringEntityType.ClrType, $"\"{k.DeclaringEntityType.GetTableName()}\"", $"\"{k.Properties[0].GetColumnName()}\"")).OrderBy(c => c.Table, StringComparer.Ordinal).ThenBy(c => c.Column, StringComparer.Ordinal),
    ];

    /// <summary>The table of a class, quoted.</summary>
    public static string TableOf<T>(PlumblineDb db) => $"\"{((IReadOnlyEntityType)db.Model.FindEntityType(typeof(T))!).GetTableName()}\"";
}
