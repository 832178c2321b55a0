using Microsoft.EntityFrameworkCore;
using Plumbline.Files;
using Plumbline.Marketing;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>The sample company's local marketing of two years: planned, asked for, approved, held, claimed and paid, some refused or called off, and some of which nobody claimed the vendor's part in time.</summary>
internal sealed class SampleMarketing(SampleCompany company, PlumblineDb db)
{
    private const int DaysBack = 720;
    private const int DaysAhead = 70;
    private const int DaysApart = 17;
    private const int InAudience = 9;

    private static readonly (string Title, string Category, string Place, decimal Budget, int Leads)[] _kinds =
    [
        ("Seminar: the cloud for makers", "seminar", "Town hall", 4_200, 30),
        ("Mailing to last year’s customers", "direct mail", "", 1_300, 18),
        ("Breakfast on data and AI", "seminar", "Hotel at the station", 2_600, 22),
        ("Stand at the regional fair", "trade show", "Fairground", 7_800, 60),
        ("Webinar: safe at work", "digital", "Online", 900, 35),
        ("Calls by an agency", "telemarketing", "", 3_400, 25),
    ];

    private static readonly byte[] _paper = "%PDF-1.4\n% A sample: there is nothing to read in it.\n%%EOF\n"u8.ToArray();

    private readonly Random _chance = new(20_260_701);

    public async Task Make(CancellationToken cancel)
    {
        var people = await db.People.AsNoTracking().Where(p => p.Left == null).ToDictionaryAsync(p => p.Name, p => p.Id, cancel);
        var owners = company.Sellers.Where(s => s.IsThere(company.Today) && people.ContainsKey(s.Name)).Select(s => people[s.Name]).ToList();
        var programs = await db.Set<MarketingProgram>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel);
        var funds = await db.Set<ProgramFund>().AsNoTracking().ToListAsync(cancel);
        var accounts = (await db.Accounts.Where(a => a.MergedIntoId == null && a.OwnerId != null).OrderBy(a => a.Id).Select(a => new { a.Id, a.OwnerId }).ToListAsync(cancel)).ToLookup(a => a.OwnerId!.Value, a => a.Id);
        for (var (day, nth) = (-DaysBack, 0); day < DaysAhead; (day, nth) = (day + DaysApart, nth + 1))
        {
            var (title, category, place, budget, leads) = _kinds[nth % _kinds.Length];
            var first = company.Today.AddDays(day);
            var program = programs.Count == 0 || nth % 4 == 3 ? null : programs[nth % programs.Count] is { Terms.Share: not null } paying ? paying : programs.Find(p => p.Terms.Share is not null);
            var outline = new ActivityOutline
            {
                Title = title,
                Category = category,
                Place = place,
                First = first,
                Last = category == "trade show" ? first.AddDays(2) : first,
                Budget = budget + (_chance.Next(-3, 4) * 100),
                Leads = leads,
                Pipeline = leads * 2_000,
                Audience = "Makers and traders within an hour’s drive",
            };
            var fund = funds.Find(f => f.ProgramId == program?.Id && f.CanPay(outline.First, outline.Last));
            var owner = owners[nth % owners.Count];
            var activity = new LocalActivity(outline, owner, program, fund, FormattableString.Invariant($"sample-{nth}"), owner, first.AddDays(-60) < company.Today ? first.AddDays(-60) : company.Today);
            activity.AddCheck("room", place == "" ? "Check the addresses" : "Book the room");
            activity.Check("room", isDone: first < company.Today.AddDays(20));
            activity.Invite(nth % 2 == 0 ? accounts[owner].Skip(nth % 5).Take(InAudience) : []);
            if (nth % 3 == 0 && owners[((nth / 3) + 1) % owners.Count] is var helper && helper != owner)
            {
                activity.TakeHelpOf(helper);
            }

            db.Add(activity);
            await Live(activity, nth, cancel);
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>Takes it as far as it is by today; every seventh is called off, and of those that took place every fifth is never claimed.</summary>
    private async Task Live(LocalActivity activity, int nth, CancellationToken cancel)
    {
        var (first, last) = (activity.First, activity.Last);
        if (activity.Terms is { NeedsApproval: true } terms && !(Go(activity, FundingStage.Applied, first.AddDays(-40)) && (nth % 6 != 1 || first < company.Today) && Go(activity, FundingStage.Approved, first.AddDays(-25), terms.Funded(activity.Outline.Budget, activity.Outline.Share ?? terms.Share), $"PO-{4_100 + nth:0}")))
        {
            return;
        }

        if (nth % 7 == 5)
        {
            Go(activity, FundingStage.Cancelled, first.AddDays(-6), null, "Too few had said that they come");
            return;
        }

        var spent = activity.Outline.Budget + (_chance.Next(-4, 5) * 50);
        if (!Go(activity, FundingStage.Executed, last, spent, "") || !activity.IsFunded || nth % 5 == 2)
        {
            return;
        }

        if (last.AddDays(12) > company.Today)
        {
            return;
        }

        foreach (var kind in activity.MissingProof)
        {
            var file = new KeptFile(new($"{kind}.pdf", _paper, null, "File"), activity.OwnerId, new(last.AddDays(5).ToDateTime(new(9, 0)), TimeSpan.Zero));
            db.AddRange(file, new FileContent(file, _paper));
            await db.SaveChangesAsync(cancel); // The proof names the file by its number.
            activity.Prove(new(kind, file.Id, kind));
        }

        var claim = activity.MostToClaim(spent);
        if (claim > 0 && Go(activity, FundingStage.Proven, last.AddDays(10)) && Go(activity, FundingStage.Claimed, last.AddDays(14), claim, $"C-{2_200 + nth:0}"))
        {
            _ = nth % 8 == 6 ? Go(activity, FundingStage.Refused, last.AddDays(40), null, "The list of who came was not signed") : Go(activity, FundingStage.Paid, last.AddDays(52), nth % 9 == 4 ? Math.Round(claim * 0.9m, 2) : claim, "");
        }
    }

    /// <returns>Whether the day has come, and it is noted.</returns>
    private bool Go(LocalActivity activity, FundingStage stage, DateOnly on, decimal? amount = null, string words = "")
    {
        if (on > company.Today || (stage == FundingStage.Claimed && activity.ClaimBy < on))
        {
            return false;
        }

        activity.Move(stage, on, amount, words, activity.OwnerId, company.Today);
        return true;
    }
}
