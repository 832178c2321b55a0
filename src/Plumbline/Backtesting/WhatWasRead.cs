using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Backtesting;

/// <summary>A stage, and what its opportunities count as.</summary>
/// <param name="Stage">As the files write it.</param>
/// <param name="State">What they count as.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Passed">How many of them were to close well before the last result that is known.</param>
internal sealed record StageRead(string Stage, OpportunityState State, int Count, int Passed);

/// <summary>What a history is judged by, so that who knows the files sees at once where they were misread.</summary>
/// <param name="AreOrders">Whether results are orders, and opportunities are not looked at.</param>
/// <param name="Won">How many were won.</param>
/// <param name="Amount">For how much in all.</param>
/// <param name="Lost">How many were lost; of orders none.</param>
/// <param name="LostOnNoDay">How many of them nobody knows when, so that they tell nothing.</param>
/// <param name="Open">How many are open; of orders none.</param>
/// <param name="Salespeople">How many people sold something.</param>
/// <param name="WonByNobody">How many were won and name nobody.</param>
/// <param name="First">The day of the first win.</param>
/// <param name="Last">The day of the last one.</param>
/// <param name="NotLookedAt">How many opportunities there are beside orders.</param>
internal sealed record WhatWasRead(bool AreOrders, int Won, decimal Amount, int Lost, int LostOnNoDay, int Open, int Salespeople, int WonByNobody, DateOnly? First, DateOnly? Last, int NotLookedAt)
{
    private const int MostStages = 6;
    private const int DaysPassed = 30;
    private const int FewestPassed = 10;
    private const double MostPassed = 0.8;
    private const double Many = 0.05; // Fewer change no figure that can be seen.

    /// <summary>The stages, those with the most opportunities first.</summary>
    public IReadOnlyList<StageRead> Stages { get; private init; } = [];

    /// <param name="db">What was read.</param>
    /// <param name="areOrders">Whether results are orders.</param>
    /// <param name="last">The last day whose results are known: what was to close well before it and is open may be over.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<WhatWasRead> Of(PlumblineDb db, bool areOrders, DateOnly last, CancellationToken cancel)
    {
        if (areOrders)
        {
            return new(
                true, await db.Bookings.CountAsync(cancel), await db.Bookings.SumAsync(b => b.Revenue, cancel), 0, 0, 0, await db.BookingCredits.Select(c => c.SalespersonId).Distinct().CountAsync(cancel),
                await db.Bookings.CountAsync(b => !db.BookingCredits.Any(c => c.BookingId == b.Id), cancel), await db.Bookings.MinAsync(b => (DateOnly?)b.Date, cancel), await db.Bookings.MaxAsync(b => (DateOnly?)b.Date, cancel), await db.Opportunities.CountAsync(cancel));
        }

        var passed = last.AddDays(-DaysPassed);
        var won = db.Opportunities.Where(o => o.State == OpportunityState.Won);
        var stages = await db.Opportunities.GroupBy(o => new { o.Stage, o.State })
            .Select(g => new { g.Key.Stage, g.Key.State, Count = g.Count(), Passed = g.Count(o => o.ExpectedClose < passed) }).ToListAsync(cancel);
        return new(
            false, Count(OpportunityState.Won), await won.SumAsync(o => o.Amount ?? 0, cancel), Count(OpportunityState.Lost), await db.Opportunities.CountAsync(o => o.State == OpportunityState.Lost && o.Closed == null, cancel),
            Count(OpportunityState.Open), await won.Where(o => o.SalespersonId != null).Select(o => o.SalespersonId).Distinct().CountAsync(cancel), await won.CountAsync(o => o.SalespersonId == null, cancel),
            await won.MinAsync(o => o.Closed, cancel), await won.MaxAsync(o => o.Closed, cancel), 0)
        {
            Stages = [.. stages.Where(s => s.Stage is not null).OrderByDescending(s => s.Count).ThenBy(s => s.Stage, StringComparer.Ordinal).Select(s => new StageRead(s.Stage!, s.State, s.Count, s.Passed))],
        };

        int Count(OpportunityState state) => stages.Where(s => s.State == state).Sum(s => s.Count);
    }

    /// <summary>All of it in lines.</summary>
    public IEnumerable<string> Words()
    {
        var when = First is { } first && Last is { } last ? string.Create(CultureInfo.InvariantCulture, $", {first:yyyy-MM-dd} to {last:yyyy-MM-dd}") : "";
        yield return string.Create(CultureInfo.InvariantCulture, $"Read: {Won:N0} {(AreOrders ? "orders" : "won")} for {Amount:N0} by {Salespeople:N0} {(Salespeople == 1 ? "person" : "people")}{when}{(AreOrders ? "" : $"; {Lost:N0} lost, {Open:N0} open")}.");
        if (Stages.Count > 0)
        {
            yield return string.Join("; ", new[] { (OpportunityState.Won, "Won"), (OpportunityState.Lost, "lost"), (OpportunityState.Open, "open") }.Select(s => (Word: s.Item2, At: Stages.Where(at => at.State == s.Item1).ToList())).Where(s => s.At.Count > 0)
                .Select(s => $"{s.Word} is {string.Join(", ", s.At.Take(MostStages).Select(at => string.Create(CultureInfo.InvariantCulture, $"{at.Stage} ({at.Count:N0})")))}{(s.At.Count > MostStages ? string.Create(CultureInfo.InvariantCulture, $" and {s.At.Count - MostStages:N0} more") : "")}")) + ".";
        }
    }

    /// <summary>What of it looks like a misreading, each with what to say where it is one.</summary>
    public IEnumerable<string> Doubts()
    {
        if (NotLookedAt > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Results are the orders; {NotLookedAt:N0} opportunities beside them are not looked at: --bookings-from opportunities judges by these.");
        }

        foreach (var stage in Stages.Where(s => s.State == OpportunityState.Open && s.Passed >= FewestPassed && s.Passed >= MostPassed * s.Count))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{stage.Passed:N0} of {stage.Count:N0} at {stage.Stage} count as open and were to close a month or more before the last result. If they are over, say so: --won or --lost \"{stage.Stage}\".");
        }

        if (LostOnNoDay > Lost * Many)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{LostOnNoDay:N0} of {Lost:N0} lost opportunities have no closing day, so that they are left out: fill it in, or say in which column it stands with --map closed=COLUMN.");
        }

        if (WonByNobody > Won * Many)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{WonByNobody:N0} of {Won:N0} {(AreOrders ? "orders" : "won")} name nobody who sold them: they are in nobody's quota. Fill in who did in each row, or say --map salesperson=COLUMN.");
        }
    }
}
