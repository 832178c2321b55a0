using Plumbline.Fiscal;
using Plumbline.Importing;

namespace Plumbline.Sample;

/// <summary>
/// A believable Microsoft partner made from a seed and a day: three teams, 24 salespeople, two years of history that end on that day. The same seed and day make the same company.
/// </summary>
internal sealed class SampleCompany
{
    private const int Seed = 20_170_401;
    /// <summary>The teams that sell, in the order of their numbers.</summary>
    public static readonly string[] TeamNames = ["Mid-market", "Enterprise", "Public and education"];

    public SampleCompany(DateOnly today)
    {
        Today = today;
        Begin = new FiscalYear(1).Half(today).First.Plus(-24).FirstDay;
        Chance = new(Seed);
        Sellers = [.. SampleNames.Salespeople.Select(MakeSeller)];
        Accounts = [.. MakeAccounts()];
        Pipeline = new(this);
    }

    public DateOnly Today { get; }

    /// <summary>The first day of the history: four halves before the one that holds today.</summary>
    public DateOnly Begin { get; }

    public Random Chance { get; }

    public IReadOnlyList<SampleSeller> Sellers { get; }

    public IReadOnlyList<AccountRow> Accounts { get; }

    public SamplePipeline Pipeline { get; }

    public static IEnumerable<TeamRow> Teams() => [new(1, "all", "Sales", default), .. TeamNames.Select((name, i) => new TeamRow(i + 2, $"team-{i}", name, new("all", null)))];

    /// <summary>Leadership and managers first, so that whoever is reported to comes before.</summary>
    public IEnumerable<PersonRow> People()
    {
        var line = 1;
        PersonRow Row(string name, string title, string? manager, string? team, DateOnly? joined = null, DateOnly? left = null) =>
            new(line++, Key(name), name, Mail(name), title, new(manager is null ? null : Key(manager), manager), new(team, null), joined, left, []);

        yield return Row("Henrike Solberg", "Chief executive", null, null);
        yield return Row("Tobias Renner", "Chief financial officer", "Henrike Solberg", null);
        yield return Row("Leila Haddad", "Vice president marketing", "Henrike Solberg", null);
        yield return Row("Marcus Eklund", "Vice president operations", "Henrike Solberg", null);
        yield return Row("Priya Raman", "Sales operations", "Henrike Solberg", null);
        yield return Row("Johanna Weiss", "Sales director", "Henrike Solberg", "all");
        yield return Row(ManagerOf(0), "Sales manager", "Johanna Weiss", "team-0");
        yield return Row(ManagerOf(1), "Sales manager", "Johanna Weiss", "team-1");
        yield return Row(ManagerOf(2), "Sales manager", "Johanna Weiss", "team-2");
        foreach (var seller in Sellers)
        {
            yield return Row(seller.Name, "Account manager", ManagerOf(seller.Team), $"team-{seller.Team}", seller.Joined, seller.Left);
        }
    }

    public static string ManagerOf(int team) => team switch { 0 => "Sven Aldridge", 1 => "Carmen Duarte", _ => "Ruth Engström" };

    public static string Key(string name) => name.ToLowerInvariant().Replace(' ', '-');

    /// <summary>An address that can never reach anyone: the top level "example" is reserved.</summary>
    public static string Mail(string name)
    {
        var plain = new string([.. name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAscii)]);
        return $"{plain.ToLowerInvariant().Replace(' ', '.')}@alderbrook.example";
    }

    public static IEnumerable<ProductRow> Products() => SampleNames.Products.Select((p, i) => new ProductRow(i + 1, p.Code, p.Name, p.Code, p.Family, p.ListPrice, p.Cost, null));

    public IEnumerable<ContactRow> Contacts()
    {
        var line = 1;
        foreach (var account in Accounts)
        {
            for (var i = 0; i < 2; i++)
            {
                var name = $"{Pick(SampleNames.FirstNames)} {Pick(SampleNames.LastNames)}";
                yield return new(line, $"contact-{line++}", name, Pick(SampleNames.Jobs), null, null, new(account.Id, null));
            }
        }
    }

    /// <summary>The quotas of the halves before Plumbline came, by quarter, as a sheet would have them.</summary>
    public IEnumerable<TargetRow> Targets()
    {
        var line = 1;
        foreach (var seller in Sellers)
        {
            for (var quarter = new Period(Month.Of(Begin), 3); quarter.First < Month.Of(Begin).Plus(18); quarter = quarter.Next)
            {
                if (seller.Joined is { } joined && joined > quarter.LastDay)
                {
                    continue;
                }

                yield return new(line++, null, new(Key(seller.Name), seller.Name), quarter, Math.Round(quarter.Months.Sum(m => seller.QuotaOf(m)) / 1_000) * 1_000, null, "EUR");
            }
        }
    }

    public T Pick<T>(IReadOnlyList<T> of) => of[Chance.Next(of.Count)];

    private SampleSeller MakeSeller(string name, int i)
    {
        var size = 0.7 + (Chance.NextDouble() * 0.7);
        var skill = 0.22 + (Chance.NextDouble() * 0.13);
        var diligence = 0.8 + (Chance.NextDouble() * 0.4);
        return new(name, i / 8, size, skill, diligence)
        {
            Joined = i switch { 7 => Begin.AddMonths(19), 14 => Begin.AddMonths(11).AddDays(14), _ => null },
            Left = i == 19 ? Today.AddMonths(-4) : null,
        };
    }

    private IEnumerable<AccountRow> MakeAccounts()
    {
        var line = 1;
        foreach (var place in SampleNames.Accounts)
        {
            foreach (var (suffix, industry) in SampleNames.Trades.OrderBy(_ => Chance.Next()).Take(5))
            {
                var owner = Sellers[line % Sellers.Count];
                yield return new(line, $"account-{line++}", $"{place} {suffix}", industry, Pick(SampleNames.Regions), default, new(Key(owner.Name), null));
            }
        }
    }
}

/// <summary>A salesperson of the sample: how large a book, how good at winning, how diligent (all relative to the middle).</summary>
internal sealed record SampleSeller(string Name, int Team, double Size, double Skill, double Diligence)
{
    private static readonly decimal[] _season = [0.80m, 0.90m, 1.15m, 0.90m, 0.95m, 1.30m, 0.70m, 0.75m, 1.10m, 0.95m, 1.05m, 1.45m];

    public DateOnly? Joined { get; init; }

    public DateOnly? Left { get; init; }

    public static decimal Season(Month month) => _season[month.Number - 1];

    /// <summary>A month's quota: the book's size and the season; the company asks for a tenth more each year.</summary>
    public decimal QuotaOf(Month month) => Math.Round(54_000m * (decimal)Size * Season(month) * (1 + (0.1m * (month.Year - 2025))) / 500) * 500;

    public bool IsThere(DateOnly day) => (Joined is not { } joined || joined <= day) && (Left is not { } left || left >= day);
}
