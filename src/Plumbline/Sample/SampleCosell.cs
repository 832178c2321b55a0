using Microsoft.EntityFrameworkCore;
using Plumbline.Cosell;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Sample;

/// <summary>The sample company's co-sell: a referral in each state, some near their end or behind what our opportunity says, and three designations, one of them held.</summary>
internal sealed class SampleCosell(SampleCompany company, PlumblineDb db)
{
    private const string Vendor = "Microsoft";

    private long _keeper;

    public async Task Make(CancellationToken cancel)
    {
        _keeper = await db.People.Where(p => p.Name == "Priya Raman").Select(p => p.Id).SingleAsync(cancel);
        await Refer(cancel);
        await Designate(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task Refer(CancellationToken cancel)
    {
        var amelia = await db.People.Where(p => p.Name == "Amelia Brandt").Select(p => p.Id).SingleAsync(cancel);
        var open = await db.Opportunities.AsNoTracking().Where(o => o.SalespersonId == amelia && o.State == OpportunityState.Open && o.AccountId != null && o.Amount != null).OrderBy(o => o.Id).Take(2).ToListAsync(cancel);
        var others = await db.Opportunities.AsNoTracking().Where(o => o.SalespersonId != amelia && o.SalespersonId != null && o.State == OpportunityState.Open && o.AccountId != null && o.Amount != null && db.People.Any(p => p.Id == o.SalespersonId && p.Left == null)).OrderBy(o => o.Id).Take(3).ToListAsync(cancel);
        var over = await db.Opportunities.AsNoTracking().Where(o => o.SalespersonId == amelia && o.State != OpportunityState.Open && o.AccountId != null && o.Amount != null && o.Closed != null).OrderByDescending(o => o.Closed).ThenBy(o => o.Id).Take(20).ToListAsync(cancel);
        var (won, lost) = (over.Where(o => o.State == OpportunityState.Won).Take(2).ToList(), over.Find(o => o.State == OpportunityState.Lost));

        Note("new", open.ElementAtOrDefault(0), ReferralKind.CoSell, hasConsent: false, expires: 40);
        Note("active", open.ElementAtOrDefault(1), ReferralKind.CoSell, hasConsent: true, expires: 9, so: r => Go(r, (ReferralState.Shared, 30, ""), (ReferralState.Active, 24, "Their partner manager takes part")));
        Note("shared", others.ElementAtOrDefault(0), ReferralKind.PartnerLed, hasConsent: true, expires: 21, so: r => Go(r, (ReferralState.Shared, 6, "Asked for a proof of concept")));
        Note("declined", others.ElementAtOrDefault(1), ReferralKind.CoSell, hasConsent: true, expires: -10, so: r => Go(r, (ReferralState.Shared, 40, ""), (ReferralState.Declined, 28, "Too small for their team")));
        Note("expired", others.ElementAtOrDefault(2), ReferralKind.CoSell, hasConsent: true, expires: -16, so: r => Go(r, (ReferralState.Shared, 45, ""), (ReferralState.Expired, 16, "Nobody answered")));
        Note("won-and-open", won.ElementAtOrDefault(0), ReferralKind.CoSell, hasConsent: true, expires: 60, so: r => Go(r, (ReferralState.Shared, 70, ""), (ReferralState.Active, 62, "")));
        Note("won", won.ElementAtOrDefault(1), ReferralKind.CoSell, hasConsent: true, expires: -20, so: r => Go(r, (ReferralState.Shared, 90, ""), (ReferralState.Active, 80, ""), (ReferralState.Won, 30, "")));
        Note("lost", lost, ReferralKind.Private, hasConsent: false, expires: null, so: r => Go(r, (ReferralState.Active, 85, ""), (ReferralState.Lost, 35, "They stayed with what they have")));
        await db.SaveChangesAsync(cancel);
    }

    private void Note(string key, Opportunity? opportunity, ReferralKind kind, bool hasConsent, int? expires, Action<Referral>? so = null)
    {
        if (opportunity is not { SalespersonId: { } owner })
        {
            return;
        }

        var outline = new ReferralOutline
        {
            Vendor = Vendor,
            Kind = kind,
            Name = opportunity.Name,
            ExternalId = hasConsent ? FormattableString.Invariant($"REF-{7_300 + opportunity.Id}") : "",
            Customer = "A maker with two plants, about 180 people at a desk.",
            HasConsent = hasConsent,
            SolutionArea = "Infrastructure",
            Play = "Move and modernise",
            Value = opportunity.Amount,
            ExpectedClose = opportunity.ExpectedClose,
            Help = "A word with the customer’s head of IT\nA price for the first year",
            VendorPeople = "Dana Holt, partner manager",
            ExpiresOn = expires is { } days ? company.Today.AddDays(days) : null,
        };
        var referral = new Referral($"sample-{key}", outline, owner, opportunity.AccountId, opportunity.Id, owner, company.Today.AddDays(-90));
        so?.Invoke(referral);
        db.Add(referral);
    }

    private void Go(Referral referral, params (ReferralState State, int DaysAgo, string Words)[] steps)
    {
        foreach (var (state, ago, words) in steps)
        {
            referral.Move(state, company.Today.AddDays(-ago), null, words, referral.OwnerId, company.Today);
        }
    }

    private async Task Designate(CancellationToken cancel)
    {
        var family = await db.Products.Where(p => p.IsSold && p.Family != null).OrderBy(p => p.Id).Select(p => p.Family).FirstOrDefaultAsync(cancel) ?? "";
        await Designate("infrastructure", "Infrastructure (Azure)", family, renews: 160, [[22, 18, 8, 14], [22, 22, 10, 15], [26, 24, 10, 16]], cancel);
        await Designate("work", "Modern Work", family, renews: 75, [[14, 16, 0.5m, 8], [15, 20, 0.5m, 9], [15, 22.5m, 0.5m, 12]], cancel);
        await Designate("security", "Security", "", renews: null, [[5, 8.33m, 2, 0]], cancel);
    }

    /// <summary>Readings a quarter of a year apart, the last a week ago.</summary>
    private async Task Designate(string key, string name, string family, int? renews, decimal[][] readings, CancellationToken cancel)
    {
        var designation = new Designation($"sample-{key}");
        designation.Write(
            new() { Vendor = Vendor, Name = name, Needed = 70, LeastEach = 1, RenewsOn = renews is { } days ? company.Today.AddDays(days) : null, Note = "The points at most are made up for this sample: the vendor’s guide says which hold." },
            [
                new("performance", "Net customer adds", CategoryKind.Deals, 30, "New customers with enough use, net of those who left", family),
                new("skilling", "Certified people", CategoryKind.Training, 40, "People who hold the vendor’s certificates for this area", ""),
                new("usage", "Usage growth", CategoryKind.CustomerSuccess, 10, "Customers who use more than before", ""),
                new("deployments", "Deployments", CategoryKind.CustomerSuccess, 20, "Customers at whom it is put to work", ""),
            ]);
        db.Add(designation);
        await db.SaveChangesAsync(cancel);
        foreach (var (at, points) in readings.Index())
        {
            var reading = new DesignationReading(designation, company.Today.AddDays(-7 - ((readings.Length - 1 - at) * 91)), [.. designation.Categories.Zip(points, (c, p) => new CategoryPoints(c.Key, p))], _keeper, company.Today);
            designation.Follow(reading);
            db.Add(reading);
        }

        await db.SaveChangesAsync(cancel);
    }
}
