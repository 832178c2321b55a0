using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Signals;
using Plumbline.Storage;

namespace Plumbline.Coaching;

/// <summary>Somebody whom the reader coaches.</summary>
/// <param name="Person">Who.</param>
/// <param name="Last">The last talk; null where there was none.</param>
/// <param name="Next">When the two sit down next: as agreed, else by the rhythm; null of who was never coached, which is now.</param>
/// <param name="Rhythm">How often, by how far they manage themselves.</param>
/// <param name="Preparing">The session that the reader prepares; null where none.</param>
internal sealed record CoachedLine(Person Person, (long Id, DateOnly Day)? Last, DateOnly? Next, CheckIn Rhythm, long? Preparing);

/// <summary>A session in a list.</summary>
internal sealed record CoachingEntry(long Id, DateOnly Day, string Topic, string Coach, CoachingFigure Figure, decimal? Before, int Actions);

/// <summary>Whom the reader coaches, what is due first, and the reader's own sessions.</summary>
internal sealed record CoachingList(DateOnly Today, IReadOnlyList<CoachedLine> Coached, int Due, IReadOnlyList<CoachingEntry> Own);

/// <summary>A session with what belongs to it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Person">Who is coached.</param>
/// <param name="Coach">Who coaches, by name.</param>
/// <param name="IsCoach">Whether the reader does.</param>
/// <param name="IsOwn">Whether the reader is coached.</param>
/// <param name="LastTime">What was to be done by the session before, and what came of it.</param>
/// <param name="Now">The figure that it is about as it is now; null where there is none, or it is not known.</param>
/// <param name="Ground">What may be talked about; null for who does not prepare it.</param>
/// <param name="Earlier">The sessions before.</param>
/// <param name="IsInLine">Whether the person is the reader, or below.</param>
/// <param name="Today">The company's day.</param>
internal sealed record CoachingView(
    CoachingSession Session, Person Person, string Coach, bool IsCoach, bool IsOwn, IReadOnlyList<LedgerLine> LastTime, decimal? Now, CoachingGround? Ground, IReadOnlyList<CoachingEntry> Earlier, bool IsInLine, DateOnly Today);

/// <summary>Reads coaching sessions, each only for whom it is.</summary>
internal sealed class CoachingReader(PlumblineDb db, CurrentPerson me, OurCompany company, CoachingDesk desk, CoachingFacts facts, SelfManagementReader levels, TimeProvider clock)
{
    private const int MostEntries = 12;
    private const int MostCoached = 200;

    public async Task<CoachingList> List(CancellationToken cancel)
    {
        var (people, today) = (await me.Colleagues(cancel), await company.Today(cancel));
        var reports = people.Working(clock.GetUtcNow()).Where(p => p.ManagerId == me.Id).Take(MostCoached).ToList();
        long[] ids = [.. reports.Select(p => p.Id)];
        var sessions = (await Visible(await me.Line(cancel)).Where(s => EF.Parameter(ids).Contains(s.PersonId)).Select(s => new { s.Id, s.PersonId, s.Day, s.State, s.NextOn }).ToListAsync(cancel)).ToLookup(s => s.PersonId);
        var rhythms = ids.Length == 0 ? new Dictionary<long, SelfManagement>() : await levels.Of(ids, cancel);
        var coached = reports.ConvertAll(p =>
        {
            var last = sessions[p.Id].Where(s => s.State == CoachingState.Held).MaxBy(s => s.Day);
            return new CoachedLine(p, last is null ? null : (last.Id, last.Day), last?.NextOn, rhythms[p.Id].CheckIn, sessions[p.Id].FirstOrDefault(s => s.State == CoachingState.Prepared)?.Id);
        });
        return new(
            today, [.. coached.OrderBy(c => c.Next ?? DateOnly.MinValue).ThenBy(c => c.Person.Name, StringComparer.OrdinalIgnoreCase)], coached.Count(c => !(c.Next > today)), await Entries(me.Id, null, people, cancel));
    }

    /// <summary>Null where there is no such session, or none that the reader may see.</summary>
    public async Task<CoachingView?> Read(long id, CancellationToken cancel)
    {
        if (await desk.Open(id, cancel) is not { } session)
        {
            return null;
        }

        var (people, today, isCoach) = (await me.Colleagues(cancel), await company.Today(cancel), session.CoachId == me.Id);
        var ground = isCoach && session.State == CoachingState.Prepared ? await facts.Read(session.PersonId, cancel) : null;
        var now = session is { State: CoachingState.Held, Figure: not CoachingFigure.None } ? (await facts.Read(session.PersonId, cancel)).Figures[session.Figure] : null;
        var earlier = await Entries(session.PersonId, id, people, cancel);
        var prefix = earlier is [var last, ..] ? FormattableString.Invariant($"coaching/{last.Id}/") : null;
        var lastTime = prefix is null ? [] : (await db.Commitments.AsNoTracking().Where(c => c.Source.StartsWith(prefix)).OrderBy(c => c.Due).ToListAsync(cancel)).ConvertAll(c => new LedgerLine(c, c.StandingOn(today), null));
        return new(session, people.Find(session.PersonId)!, people.NameOf(session.CoachId), isCoach, session.PersonId == me.Id, lastTime, now, ground, earlier, (await me.Line(cancel)).Contains(session.PersonId), today);
    }

    private async Task<IReadOnlyList<CoachingEntry>> Entries(long person, long? before, Colleagues people, CancellationToken cancel)
    {
        var held = await Visible(await me.Line(cancel)).Where(s => s.PersonId == person && s.State == CoachingState.Held && (before == null || s.Id < before)).OrderByDescending(s => s.Day).ThenByDescending(s => s.Id).Take(MostEntries).ToListAsync(cancel);
        return held.ConvertAll(s => new CoachingEntry(s.Id, s.Day, s.Talk.Topic, people.NameOf(s.CoachId), s.Figure, s.Before, s.Actions.Count));
    }

    private IQueryable<CoachingSession> Visible(IReadOnlySet<long> line) => db.CoachingSessions.AsNoTracking().VisibleTo(me.Id, line);
}

internal static class CoachingSetup
{
    public static void AddCoaching(this IServiceCollection services)
    {
        services.AddScoped<CoachingFacts>();
        services.AddScoped<CoachingDesk>();
        services.AddScoped<CoachingReader>();
        services.AddScoped<CoachingHistory>();
    }
}
