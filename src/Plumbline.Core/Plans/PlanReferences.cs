using System.Collections.Frozen;
using System.Globalization;
using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>What kind of record a plan names by its number.</summary>
public enum PlanReferred
{
    /// <summary>An account.</summary>
    Account,

    /// <summary>A contact.</summary>
    Contact,

    /// <summary>A product.</summary>
    Product,

    /// <summary>An opportunity.</summary>
    Opportunity,

    /// <summary>A type of activity.</summary>
    ActivityType,

    /// <summary>A person of ours.</summary>
    Person,
}

/// <summary>The records that the lines of a plan's canonical text name by their numbers, found without reading the whole plan.</summary>
public static class PlanReferences
{
    private static readonly FrozenDictionary<string, PlanReferred> _fields =
        (from form in (PlanForm[])[PlanForm.Business, PlanForm.Account]
         from section in form.Sections
         from field in section.Fields(new Period(new Month(2000, 1), 1))
         where field.Kind == PlanFieldKind.Reference
         select KeyValuePair.Create($"{section.Name}.{field.Name}", NamedBy(field.Name))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The records that a text names, each once. The account that an account plan is for stands in no line.</summary>
    public static IReadOnlySet<(PlanReferred Of, long Id)> In(string text)
    {
        var named = new HashSet<(PlanReferred, long)>();
        foreach (var line in text.Split('\n'))
        {
            if (line.Split('\t') is [var path, var value] && path.Split('.') is [var section, _, var field] && _fields.TryGetValue($"{section}.{field}", out var of))
            {
                named.Add((of, long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)));
            }
        }

        return named;
    }

    private static PlanReferred NamedBy(string field) => field switch
    {
        "account" => PlanReferred.Account,
        "contact" => PlanReferred.Contact,
        "product-id" => PlanReferred.Product,
        "opportunity" or "opportunity-id" => PlanReferred.Opportunity,
        "type-id" => PlanReferred.ActivityType,
        "owner-id" => PlanReferred.Person,
        _ => throw new InvalidOperationException($"Nothing says what kind of record {field} names."),
    };
}
