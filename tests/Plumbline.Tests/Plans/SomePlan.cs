using System.Globalization;
using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>Plans for tests: a good one, a full one, and any number of arbitrary ones.</summary>
internal static class SomePlan
{
    public static readonly Period HalfYear = new(new Month(2027, 1), 6);
    public static readonly DateTimeOffset At = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 12, 1);
    public static readonly Party Mary = new(1, IsInLine: false);
    public static readonly Party Paul = new(2, IsInLine: true);
    public static readonly PlanKnown Known = new(new HashSet<long> { 11, 12 }, new HashSet<long> { 21 }, new FiscalYear(1), SplitsNewBusiness: false, Arithmetic: null);

    /// <summary>Nothing must be mended in it.</summary>
    public static BusinessPlanContent Content(decimal revenue = 10_000) => new(HalfYear)
    {
        Quotas = [.. HalfYear.Months.Select(m => new Quota(m) { Revenue = revenue, Margin = revenue / 4 })],
        Forecast = [new("k1") { AccountId = 11, Client = "Corner Bakery", ProductId = 21, Product = "Ovens", Months = [new(HalfYear.First) { Revenue = 6 * revenue, Margin = 2 * revenue }] }],
    };

    /// <summary>Every field of every section is filled in, with different values for different salts.</summary>
    public static BusinessPlanContent Full(int salt = 0) => (BusinessPlanContent)Full(new BusinessPlanContent(HalfYear), salt);

    /// <summary>As <see cref="Full(int)"/>, of whatever kind.</summary>
    public static PlanContent Full(PlanContent blank, int salt = 0)
    {
        var content = blank;
        foreach (var (path, field) in Places(blank, ["k1", "k2"]))
        {
            content = PlanLines.Write(content, path, Value(field, path.Length + salt, $"{path} {salt}"));
        }

        return content;
    }

    /// <summary>An arbitrary plan: the same seed is the same plan.</summary>
    public static BusinessPlanContent Arbitrary(int seed) => (BusinessPlanContent)Arbitrary(new BusinessPlanContent(HalfYear), seed);

    /// <summary>As <see cref="Arbitrary(int)"/>, of whatever kind.</summary>
    public static PlanContent Arbitrary(PlanContent blank, int seed)
    {
        var chance = new Random(seed);
        string[] keys = [.. Enumerable.Range(0, chance.Next(4)).Select(i => $"k{chance.Next(12)}")];
        return Places(blank, keys).Where(_ => chance.Next(3) == 0).Aggregate(blank, (content, place) =>
            PlanLines.Write(content, place.Path, Value(place.Field, chance.Next(1, 100_000), Words(chance))));
    }

    /// <summary>Every field of a plan whose lists have rows with these keys.</summary>
    public static IEnumerable<(string Path, PlanField Field)> Places(string[] keys) => Places(new BusinessPlanContent(HalfYear), keys);

    /// <summary>As <see cref="Places(string[])"/>, of whatever kind. To which row another belongs comes last, as it is no row before.</summary>
    public static IEnumerable<(string Path, PlanField Field)> Places(PlanContent blank, string[] keys) =>
        (from section in blank.Form.Sections
         from key in section.Section == PlanSection.Quotas ? blank.Period.Months.Select(m => m.ToString()) : section.IsList ? keys.Distinct() : [""]
         from field in section.Fields(blank.Period)
         select (section.Path(key, field), field)).OrderBy(p => p.field.Kind == PlanFieldKind.Row);

    /// <summary>A canonical value that differs for different numbers (from 1) and words.</summary>
    public static string Value(PlanField field, int number, string words) => field.Kind switch
    {
        PlanFieldKind.Choice => field.Choices[number % field.Choices.Count].Name,
        PlanFieldKind.Row => $"k{number % 12}",
        PlanFieldKind.Text => words,
        PlanFieldKind.Day => Canonical.Of(new DateOnly(2027, 1, 1).AddDays(number)),
        PlanFieldKind.Flag => Canonical.Yes,
        PlanFieldKind.Percent => Canonical.Of(number % 10_000 / 10_000m),
        PlanFieldKind.Reference => number.ToString(CultureInfo.InvariantCulture),
        _ => Canonical.Of(number + 0.25m),
    };

    extension(PlanContent content)
    {
        /// <summary>As the business plan's that it is.</summary>
        public BusinessPlanContent Business => (BusinessPlanContent)content;

        /// <summary>As the account plan's that it is.</summary>
        public AccountPlanContent Account => (AccountPlanContent)content;
    }

    private static string Words(Random chance)
    {
        const string letters = "ab\\\t\n\r\u00e9\u4e2d \"'<&=.;0n t";
        return "w" + string.Concat(Enumerable.Range(0, chance.Next(12)).Select(_ => letters[chance.Next(letters.Length)]));
    }
}
