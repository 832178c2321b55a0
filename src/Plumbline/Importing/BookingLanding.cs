using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands bookings with their credits.</summary>
internal sealed class BookingLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private const decimal Tolerance = 0.001m;
    private const string CountedOnce = "Not counted again: another row says the very same, and no id tells the two apart. If each is a sale of its own, take this import back, add a column with an id, and import the file again";
    private readonly bool _hasEarlier = run.Db.Bookings.Any(b => b.System == system);
    private bool _isSourceSettled;

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        SettleSource();
        List<(BookingRow Row, string Key)> taken = new(rows.Count);
        foreach (var row in rows.Cast<BookingRow>())
        {
            var key = KeyOf(row);
            if (ProblemWith(row) is { } problem)
            {
                Refuse(row, problem);
            }
            else if (!IsRepeated(row, key, "booking", row.Id is null ? CountedOnce : null))
            {
                taken.Add((row, key));
            }
        }

        var (earlier, earlierCredits) = Earlier([.. taken.Select(t => t.Key)]);
        List<Booking> added = new(taken.Count), changed = [];
        List<BookingCredit> credited = new(taken.Count);
        List<long> credittedAnew = [];
        foreach (var (row, key) in taken)
        {
            var booking = earlier.GetValueOrDefault(key);
            if (booking is null && row.IsCancelled)
            {
                Leave("orders that were cancelled, or only quoted");
                continue;
            }

            var isNew = booking is null;
            booking ??= new() { System = System, ExternalId = key, ImportId = Run.Import.Id };
            var before = Run.Bulk.Table<Booking>().Snapshot(booking);
            IReadOnlyList<BookingCredit> old = isNew ? [] : [.. earlierCredits[booking.Id]];
            if (!isNew)
            {
                Run.Counting.Uncount(booking, old);
            }
            else
            {
                Run.Bulk.Number(booking);
            }

            Fill(booking, row);
            var credits = Credits(booking, row);
            Run.Counting.Count(booking, credits);
            if (isNew)
            {
                Added++;
                added.Add(booking);
                credited.AddRange(credits);
                continue;
            }

            var difference = Run.Bulk.Table<Booking>().Difference(before, booking);
            var isCreditedAnew = !old.Select(Values).SequenceEqual(credits.Select(Values));
            Count(false, difference.Count > 0 || isCreditedAnew);
            if (difference.Count > 0)
            {
                changed.Add(booking);
                Run.Changes.Add(nameof(Booking), booking.Id, difference);
            }

            if (isCreditedAnew)
            {
                credittedAnew.Add(booking.Id);
                credited.AddRange(credits);
                Run.Changes.Add(nameof(BookingCredit), booking.Id, old);
            }
        }

        Run.Flush();
        Run.Bulk.Insert(added);
        Run.Bulk.Update(changed);
        if (credittedAnew.Count > 0)
        {
            Run.Db.BookingCredits.Where(c => EF.Parameter(credittedAnew).Contains(c.BookingId)).ExecuteDelete();
        }

        Run.Bulk.Insert(credited);
    }

    /// <summary>With the first bookings the company's results come from finance, unless won opportunities have counted as revenue so far: then the person decides.</summary>
    private void SettleSource()
    {
        if (_isSourceSettled)
        {
            return;
        }

        _isSourceSettled = true;
        var from = Run.Options.BookingsFrom ?? Run.Company.BookingsFrom;
        if (Run.Options.BookingsFrom is null && from == BookingsFrom.WonOpportunities && !Run.Db.Bookings.Any())
        {
            Plumbline.Refuse.Unless(!Run.Db.Opportunities.Any(o => o.State == OpportunityState.Won && o.Amount != null && o.Amount != 0), Refusal.Invalid,
                "There are bookings from finance, and won opportunities with amounts as well. Say from which results are to be counted, so that nothing counts twice: --bookings-from finance or --bookings-from opportunities.", "bookings-from");
            from = BookingsFrom.Finance;
        }

        if (from != Run.Company.BookingsFrom)
        {
            Run.Changes.Add(nameof(Company), Company.TheOne, new Dictionary<string, ChangedValue> { [nameof(Company.BookingsFrom)] = new(Run.Company.BookingsFrom, from) });
            Run.Company.BookingsFrom = from;
            Run.Company.Revision++;
            Run.CountsAnew = true;
        }
    }

    private string? ProblemWith(BookingRow row)
    {
        var whole = row.Credits.Sum(c => c.Share);
        return ProblemWith("The date", row.Date) ?? ProblemWith("The revenue", row.Revenue) ?? ProblemWith("The cost", row.Cost ?? (row.UnitCost * row.Quantity)) ?? ProblemWith("The margin", row.Margin) ?? Run.Money.Problem(row.Currency)
            ?? (row.Credits.Count == 0 || row.Credits.Any(c => c.Salesperson.IsEmpty) ? "The row does not say whose booking it is. Fill in the salesperson." : null)
            ?? (row.Credits.Any(c => c.Share <= 0) || Math.Abs(whole - 1) > Tolerance ? $"The shares add up to {whole:0.####}, not to the whole. Correct them." : null);
    }

    /// <summary>The id, or else everything that a booking says: two that say the same are taken for one.</summary>
    public static string KeyOf(BookingRow row) => row.Id ?? string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Date:yyyy-MM-dd}|{Key(row.Account)}|{Key(row.Product)}|{string.Join('+', row.Credits.Select(c => Key(c.Salesperson)))}|{row.Revenue:0.####}|{row.Quantity:0.####}|{row.Territory}");

    private (Dictionary<string, Booking> Bookings, ILookup<long, BookingCredit> Credits) Earlier(string[] keys)
    {
        if (!_hasEarlier)
        {
            return ([], Array.Empty<BookingCredit>().ToLookup(c => c.BookingId));
        }

        var bookings = Run.Db.Bookings.AsNoTracking().Where(b => b.System == System && EF.Parameter(keys).Contains(b.ExternalId)).ToDictionary(b => b.ExternalId);
        long[] ids = [.. bookings.Values.Select(b => b.Id)];
        var credits = Run.Db.BookingCredits.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.BookingId)).AsEnumerable().OrderBy(c => c.SalespersonId).ToLookup(c => c.BookingId);
        return (bookings, credits);
    }

    private void Fill(Booking booking, BookingRow row)
    {
        booking.Date = row.Date;
        booking.AccountId = Run.AccountOf(System, row.Account) ?? booking.AccountId;
        booking.ProductId = Run.ProductOf(System, row.Product) ?? booking.ProductId;
        booking.Revenue = Math.Round(row.Revenue, 4);
        booking.Cost = Kept(row.Cost ?? (row.UnitCost * row.Quantity)) ?? booking.Cost;
        booking.Margin = Kept(row.Margin) ?? booking.Margin;
        booking.Quantity = Kept(row.Quantity) ?? booking.Quantity;
        booking.Territory = TypedText.OrNull(row.Territory) ?? booking.Territory;
        booking.IsNewBusiness = row.IsNewBusiness ?? booking.IsNewBusiness;
        if (row.IsCancelled)
        {
            Note("Cancelled since: kept with nothing");
            (booking.Revenue, booking.Cost, booking.Margin, booking.Quantity) = (0, 0, 0, 0);
        }

        if ((booking.AccountId is null && !row.Account.IsEmpty) || (booking.ProductId is null && !row.Product.IsEmpty))
        {
            Note("The account or product is known by an id only that is in no file; taken without");
        }
    }

    /// <summary>A person named twice is credited once with both; the shares as kept add up to exactly 1.</summary>
    private List<BookingCredit> Credits(Booking booking, BookingRow row)
    {
        var shares = new SortedDictionary<long, decimal>();
        foreach (var credit in row.Credits)
        {
            var person = Run.PersonOf(System, credit.Salesperson, Roles.Salesperson)!.Value;
            Run.Credit(person);
            shares[person] = shares.GetValueOrDefault(person) + credit.Share;
        }

        if (shares.Count == 1)
        {
            Run.NameTeam(System, shares.Keys.First(), row.Team);
        }

        var parts = Split.ByWeight(1, [.. shares.Values]);
        return [.. shares.Keys.Select((person, i) => new BookingCredit { BookingId = booking.Id, SalespersonId = person, Share = parts[i], Date = booking.Date })];
    }

    private static (long, decimal, DateOnly) Values(BookingCredit credit) => (credit.SalespersonId, credit.Share, credit.Date);
}
