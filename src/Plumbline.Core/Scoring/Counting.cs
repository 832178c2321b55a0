using System.Runtime.InteropServices;
using Plumbline.Activities;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Products;

namespace Plumbline.Scoring;

/// <summary>
/// The one rule by which facts become figures. Counting a fact adds it to <see cref="Counted"/>, uncounting takes it away again, so that a change
/// is the old fact uncounted and the new one counted.
/// </summary>
public sealed class Counting(BookingsFrom bookingsFrom, Roster roster, IReadOnlyDictionary<long, Product> products)
{
    /// <summary>The month that stands for "before the records begin", where an open opportunity's first day is not known.</summary>
    public static readonly Month Beginning = new(1900, 1);

    /// <summary>The month that stands for "now": its row holds what is open in all. What was open at a month's end is that less what came after, so that looking at these days costs the same however long the records are.</summary>
    public static readonly Month Now = new(9000, 1);

    /// <summary>What was counted, less what was uncounted.</summary>
    public Summaries Counted { get; } = new();

    /// <summary>Counts an opportunity: its result on its closing day, its time in the pipeline from opening to closing.</summary>
    public void Count(Opportunity opportunity) => Add(opportunity, 1);

    /// <summary>Takes an opportunity that was counted away again.</summary>
    public void Uncount(Opportunity opportunity) => Add(opportunity, -1);

    /// <summary>Counts a booking with its credits.</summary>
    public void Count(Booking booking, IReadOnlyList<BookingCredit> credits) => Add(booking, credits, 1);

    /// <summary>Takes a booking that was counted away again.</summary>
    public void Uncount(Booking booking, IReadOnlyList<BookingCredit> credits) => Add(booking, credits, -1);

    /// <summary>Counts an activity.</summary>
    public void Count(Activity activity) => Add(activity, 1);

    /// <summary>Takes an activity that was counted away again.</summary>
    public void Uncount(Activity activity) => Add(activity, -1);

    /// <summary>
    /// What a booking leaves, by the first of these that is known: the margin or the whole cost as the source gives it, the product's cost of its pieces, the product's usual share. Null where none is.
    /// </summary>
    public decimal? MarginOf(Booking booking)
    {
        var product = Product(booking.ProductId);
        return booking.Margin
            ?? (booking.Revenue - booking.Cost)
            ?? (booking.Quantity is { } pieces && product?.Cost is { } cost ? booking.Revenue - Round(pieces * cost) : (decimal?)null)
            ?? Share(booking.Revenue, product);
    }

    /// <summary>What an opportunity's amount leaves by its product's usual share; null where that is not known.</summary>
    public decimal? MarginOf(Opportunity opportunity) => opportunity.Amount is { } amount ? Share(amount, Product(opportunity.ProductId)) : null;

    /// <summary>What an open opportunity may bring: its amount, else its product's list price, else unknown (null).</summary>
    public decimal? WorthOf(Opportunity opportunity) => opportunity.Amount ?? Product(opportunity.ProductId)?.ListPrice;

    /// <summary>What an opportunity that was won or lost adds to the results of its salesperson, product and account; nothing while it is open.</summary>
    public Tally ResultOf(Opportunity opportunity)
    {
        if (opportunity.State == OpportunityState.Open)
        {
            return default;
        }

        var won = opportunity.State == OpportunityState.Won;
        var brings = won && bookingsFrom == BookingsFrom.WonOpportunities;
        return Revenue(brings ? opportunity.Amount ?? 0 : 0, MarginOf(opportunity), opportunity.IsNewBusiness, brings) with { Won = won ? 1 : 0, Lost = won ? 0 : 1 };
    }

    /// <summary>What a booking adds to the results of its product and account.</summary>
    public Tally ResultOf(Booking booking) => Revenue(booking.Revenue, MarginOf(booking), booking.IsNewBusiness, isBooking: true);

    /// <summary>What a booking adds to the results of each who is credited, in the order of the credits; all of it to nobody (0) where there are none.</summary>
    public IReadOnlyList<(long SalespersonId, Tally Tally)> CreditsOf(Booking booking, IReadOnlyList<BookingCredit> credits)
    {
        if (credits.Count == 0)
        {
            return [(0, ResultOf(booking))];
        }

        decimal[] shares = [.. credits.Select(c => c.Share)];
        var revenues = Split.ByWeight(booking.Revenue, shares);
        var margins = MarginOf(booking) is { } whole ? Split.ByWeight(whole, shares) : null;
        return [.. credits.Select((c, i) => (c.SalespersonId, Revenue(revenues[i], margins?[i], booking.IsNewBusiness, isBooking: true)))];
    }

    private void Add(Opportunity opportunity, int sign)
    {
        AddPipeline(opportunity, sign);
        if (opportunity.State == OpportunityState.Open || opportunity.Closed is not { } closed)
        {
            return;
        }

        var tally = ResultOf(opportunity);
        var month = Month.Of(closed);
        var person = opportunity.SalespersonId ?? 0;
        Add(Counted.People, new(month, person, person == 0 ? 0 : roster.TeamOn(person, closed)), tally, sign);
        AddItems(month, opportunity.ProductId, opportunity.AccountId, tally, sign);
    }

    private void AddPipeline(Opportunity opportunity, int sign)
    {
        var opened = opportunity.Opened is { } day ? Month.Of(day) : Beginning;
        if (opportunity.State == OpportunityState.Open)
        {
            AddPipeline(opportunity, opened, sign);
        }
        else if (opportunity is { Opened: not null, Closed: { } closed } && Month.Of(closed) > opened)
        {
            AddPipeline(opportunity, opened, sign);
            AddPipeline(opportunity, Month.Of(closed), -sign);
        }
    }

    private void AddPipeline(Opportunity opportunity, Month month, int sign)
    {
        var stock = new Stock(1, WorthOf(opportunity) ?? 0);
        AddFlow(opportunity, month, stock, sign);
        AddFlow(opportunity, Now, stock, sign);
    }

    private void AddFlow(Opportunity opportunity, Month month, Stock stock, int sign)
    {
        Add(Counted.Pipeline, new(month, opportunity.SalespersonId ?? 0), stock, sign);
        Add(Counted.ItemPipeline, new(ItemKind.Product, month, opportunity.ProductId ?? 0), stock, sign);
        Add(Counted.ItemPipeline, new(ItemKind.Account, month, opportunity.AccountId ?? 0), stock, sign);
    }

    private void Add(Booking booking, IReadOnlyList<BookingCredit> credits, int sign)
    {
        if (bookingsFrom != BookingsFrom.Finance)
        {
            return;
        }

        var month = Month.Of(booking.Date);
        AddItems(month, booking.ProductId, booking.AccountId, ResultOf(booking), sign);
        foreach (var (person, tally) in CreditsOf(booking, credits))
        {
            Add(Counted.People, new(month, person, person == 0 ? 0 : roster.TeamOn(person, booking.Date)), tally, sign);
        }
    }

    private void Add(Activity activity, int sign)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(Counted.Activities, new(Month.Of(activity.Date), activity.SalespersonId, activity.TypeId), out _);
        count += sign;
        if (activity.AccountId is { } account)
        {
            ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(Counted.Contacts, account, out _);
            newest = sign > 0 && activity.Date > newest ? activity.Date : newest;
        }
    }

    private void AddItems(Month month, long? productId, long? accountId, Tally tally, int sign)
    {
        Add(Counted.Items, new(ItemKind.Product, month, productId ?? 0), tally, sign);
        Add(Counted.Items, new(ItemKind.Account, month, accountId ?? 0), tally, sign);
    }

    private static Tally Revenue(decimal revenue, decimal? margin, bool? isNew, bool isBooking) => isBooking
        ? new() { Revenue = revenue, NewRevenue = isNew == true ? revenue : 0, Margin = margin ?? 0, UnknownMarginRevenue = margin is null ? revenue : 0, Bookings = 1 }
        : default;

    private static void Add<TKey>(Dictionary<TKey, Tally> counted, TKey key, Tally tally, int sign) where TKey : notnull
    {
        ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(counted, key, out _);
        value += sign > 0 ? tally : -tally;
    }

    private static void Add<TKey>(Dictionary<TKey, Stock> counted, TKey key, Stock stock, int sign) where TKey : notnull
    {
        ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(counted, key, out _);
        value += sign > 0 ? stock : -stock;
    }

    private Product? Product(long? id) => id is { } known ? products.GetValueOrDefault(known) : null;

    private static decimal? Share(decimal revenue, Product? product) => product?.MarginShare is { } share ? Round(revenue * share) : null;

    private static decimal Round(decimal amount) => Math.Round(amount, 4);
}
