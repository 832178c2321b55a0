using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Storage;

namespace Plumbline.Coaching;

/// <summary>A talk, and what came of it.</summary>
/// <param name="Entry">The talk.</param>
/// <param name="Kept">Of what was to be done, how much was done on the day.</param>
/// <param name="Answered">How much has come due, or was answered for.</param>
/// <param name="Window">The days after the talk over which its figure is looked at; null where it has none, or it is too early.</param>
/// <param name="After">The figure over those days; null where nothing happened that could be counted.</param>
internal sealed record CoachingOutcome(CoachingEntry Entry, int Kept, int Answered, CoachingWindow? Window, decimal? After);

/// <summary>Somebody's talks, the latest first.</summary>
internal sealed record CoachingHistoryView(Person Person, bool IsOwn, bool IsInLine, IReadOnlyList<CoachingOutcome> Talks, DateOnly Today);

/// <summary>Reads what a person was coached in, and whether the figure that each talk was about moved. A query for each kind of figure, none for each talk.</summary>
internal sealed class CoachingHistory(PlumblineDb db, CurrentPerson me, OurCompany company, Ledger ledger)
{
    private const int MostTalks = 24;

    /// <summary>Null where there is nobody whose talks the reader may see.</summary>
    public async Task<CoachingHistoryView?> Read(long person, CancellationToken cancel)
    {
        var (people, line, today) = (await me.Colleagues(cancel), await me.Line(cancel), await company.Today(cancel));
        var sessions = await db.CoachingSessions.AsNoTracking().VisibleTo(me.Id, line).Where(s => s.PersonId == person && s.State == CoachingState.Held)
            .OrderByDescending(s => s.Day).ThenByDescending(s => s.Id).Take(MostTalks).ToListAsync(cancel);
        if (people.Find(person) is not { } found || (sessions.Count == 0 && !line.Contains(person)))
        {
            return null;
        }

        if (sessions.Count == 0)
        {
            return new(found, person == me.Id, line.Contains(person), [], today);
        }

        var since = sessions[^1].Day;
        var figures = sessions.Select(s => s.Figure).ToHashSet();
        var actions = (await db.Commitments.AsNoTracking().Where(c => c.PersonId == person && c.Kind == CommitmentKind.Coaching && c.PromisedOn >= since).ToListAsync(cancel))
            .ToLookup(c => long.Parse(c.Source.Split('/')[1], CultureInfo.InvariantCulture));
        var activities = !figures.Contains(CoachingFigure.Activities) ? []
            : await db.Activities.Where(a => a.SalespersonId == person && a.Date > since && a.Date < today).GroupBy(a => a.Date).Select(g => new { Day = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var closed = !figures.Contains(CoachingFigure.WinRate) ? []
            : await db.Opportunities.Where(o => o.SalespersonId == person && o.State != OpportunityState.Open && o.Closed > since && o.Closed < today)
                .GroupBy(o => o.Closed!.Value).Select(g => new { Day = g.Key, Won = g.Count(o => o.State == OpportunityState.Won), Count = g.Count() }).ToListAsync(cancel);
        var promises = !figures.Contains(CoachingFigure.PromisesKept) ? [] : await ledger.Promises(person, since, today.AddDays(-1), cancel);
        return new(
            found, person == me.Id, line.Contains(person),
            sessions.ConvertAll(s =>
            {
                var window = CoachingWindow.After(s.Day, s.Figure, today);
                var answered = actions[s.Id].Where(c => c.State is not (CommitmentState.Open or CommitmentState.Asked) || c.Due < today).ToList(); // What was declined, or never taken on, is not done either.
                return new CoachingOutcome(
                    new(s.Id, s.Day, s.Talk.Topic, people.NameOf(s.CoachId), s.Figure, s.Before, s.Actions.Count), answered.Count(c => c.StandingOn(today) == PromiseStanding.Kept), answered.Count, window, window is null ? null : After(s.Figure, window));
            }),
            today);

        decimal? After(CoachingFigure figure, CoachingWindow window)
        {
            if (figure == CoachingFigure.PromisesKept)
            {
                return Ledger.Kept(promises.Where(p => window.Contains(p.Promise.Due))).Rate;
            }

            if (figure == CoachingFigure.Activities)
            {
                return activities.Where(a => window.Contains(a.Day)).Sum(a => a.Count) * 7m / window.Days;
            }

            var within = closed.Where(c => window.Contains(c.Day)).ToList();
            return within.Count == 0 ? null : (decimal)within.Sum(c => c.Won) / within.Sum(c => c.Count);
        }
    }
}
