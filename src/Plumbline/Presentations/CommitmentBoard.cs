using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Scoring;
using Plumbline.Storage;

namespace Plumbline.Presentations;

/// <summary>What the form by which a person keeps their attainment off the board posts.</summary>
public sealed class BoardChoiceInput
{
    /// <summary>Whether it is kept off.</summary>
    public bool Hides { get; set; }
}

/// <summary>A salesperson on the board. <paramref name="PlanId"/>: the plan in force; null where it was reviewed away or none is. <paramref name="Sentences"/>: what was promised in a sentence each, with what has come of it. <paramref name="Help"/>: what colleagues offered. <paramref name="Witnesses"/>: who signed as witness. <paramref name="Applause"/>: how many applauded. <paramref name="Endorsed"/>: who of the leadership stands behind the plan. <paramref name="Attainment"/>: how much of the quota is reached; null where it is not known, or kept off. <paramref name="Hides"/>: whether it is kept off the board.</summary>
internal sealed record BoardLine(Person Person, long? PlanId, IReadOnlyList<LedgerLine> Sentences, IReadOnlyList<LedgerLine> Help, IReadOnlyList<string> Witnesses, int Applause, IReadOnlyList<string> Endorsed, decimal? Attainment, bool Hides);

/// <summary>A page of the board. <paramref name="CompanyHides"/>: whether the company keeps all attainment off it. <paramref name="OwnHides"/>: whether the reader keeps theirs off; null for who does not sell.</summary>
internal sealed record BoardView(Period Half, DateOnly Today, IReadOnlyList<BoardLine> Lines, int Found, IReadOnlyList<Team> Teams, long? Team, Colleagues People, bool CompanyHides, bool? OwnHides);

/// <summary>The board of commitments: what each promised before colleagues, and what has come of it. By name, never by rank: it is to encourage.</summary>
internal sealed class CommitmentBoard(PlumblineDb db, CurrentPerson me, OurCompany company, Ledger ledger, Scoreboard scoreboard, PresentationReader presentations)
{
    public const int PerPage = 25;

    public async Task<BoardView> Read(Period half, long? team, int page, CancellationToken cancel)
    {
        var (people, today, settings) = (await me.Colleagues(cancel), await company.Today(cancel), await company.Load(cancel));
        var plans = await db.BusinessPlans.IgnoreAutoIncludes().Where(p => p.Period == half && (p.State == Plans.PlanState.Agreed || p.State == Plans.PlanState.Amending || p.State == Plans.PlanState.Reviewed))
            .Select(p => new { p.Id, p.SalespersonId }).ToDictionaryAsync(p => p.SalespersonId, p => p.Id, cancel);
        var teams = team is { } asked ? people.WithSubteams(asked) : null;
        var found = people.People.Where(p => plans.ContainsKey(p.Id) && (teams is null || teams.Contains(people.Roster.TeamOn(p.Id, today)))).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var shown = found.Skip((page - 1) * PerPage).Take(PerPage).ToList();
        long[] ids = [.. shown.Select(p => p.Id)];
        long[] planIds = [.. ids.Select(id => plans[id])];

        var promised = await ledger.Read(
            db.Commitments.Where(c => c.State != CommitmentState.Asked && c.State != CommitmentState.Withdrawn && c.State != CommitmentState.Declined
                && ((EF.Parameter(ids).Contains(c.PersonId) && ((c.Kind == CommitmentKind.Sentence && c.Due >= half.FirstDay && c.Due <= half.LastDay) || c.Kind == CommitmentKind.Presented)) || (c.Kind == CommitmentKind.Help && c.ToId != null && EF.Parameter(ids).Contains(c.ToId.Value)))),
            cancel);
        // What was said when a plan was presented stands with that plan, whatever its day.
        promised = [.. promised.Where(l => l.Commitment.Kind == CommitmentKind.Sentence || (l.Commitment.Source.Split('/') is [_, _, var plan, ..] && planIds.Any(p => p.ToString(CultureInfo.InvariantCulture) == plan)))];
        var sentences = promised.Where(l => l.Commitment.Kind != CommitmentKind.Help).ToLookup(l => l.Commitment.PersonId);
        var help = promised.Where(l => l.Commitment.Kind == CommitmentKind.Help).ToLookup(l => l.Commitment.ToId!.Value);
        var held = (await presentations.Visible(db.Presentations.IgnoreAutoIncludes(), cancel)).Where(p => p.State != PresentationState.Cancelled).Select(p => p.Id);
        var voices = (await db.PlanVoices.AsNoTracking().Where(v => EF.Parameter(planIds).Contains(v.PlanId) && held.Contains(v.PresentationId)).ToListAsync(cancel)).ToLookup(v => v.PlanId);
        var hiding = (await db.Set<BoardChoice>().Where(c => c.HidesAttainment && (EF.Parameter(ids).Contains(c.PersonId) || c.PersonId == me.Id)).Select(c => c.PersonId).ToListAsync(cancel)).ToHashSet();
        var attained = settings.HidesAttainmentOnBoard || half.FirstDay > today || shown.Count == 0
            ? []
            : (await scoreboard.Load(half, [], ids, people, today, cancel)).ByPerson(null, id => people.NameOf(id)).ToDictionary(l => l.Id, l => l.Attainment);
        return new(
            half, today,
            [.. shown.Select(p => new BoardLine(
                p, plans[p.Id], [.. sentences[p.Id]], [.. help[p.Id]],
                Names(voices[plans[p.Id]], VoiceKind.Witnessed), voices[plans[p.Id]].Count(v => v.Kind == VoiceKind.Applauded), Names(voices[plans[p.Id]], VoiceKind.Endorsed),
                hiding.Contains(p.Id) ? null : attained.GetValueOrDefault(p.Id), hiding.Contains(p.Id)))],
            found.Count, [.. people.Teams.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)], team, people, settings.HidesAttainmentOnBoard, (await me.Load(cancel)).Roles.HasFlag(Roles.Salesperson) ? hiding.Contains(me.Id) : null);

        IReadOnlyList<string> Names(IEnumerable<PlanVoice> said, VoiceKind kind) => [.. said.Where(v => v.Kind == kind).Select(v => v.PersonId).Distinct().Select(id => people.NameOf(id)).Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The reader keeps their attainment off the board, or shows it again.</summary>
    public async Task Choose(BoardChoiceInput input, CancellationToken cancel)
    {
        if (!await db.SaveUnlessThere(Save, () => db.Set<BoardChoice>().AnyAsync(c => c.PersonId == me.Id, cancel)))
        {
            await Save(); // Another window chose for the first time at the same moment: this one comes after it.
        }

        async Task Save()
        {
            var choice = await db.Set<BoardChoice>().SingleOrDefaultAsync(c => c.PersonId == me.Id, cancel) ?? db.Add(new BoardChoice(me.Id)).Entity;
            choice.HidesAttainment = input.Hides;
            await db.SaveChangesAsync(cancel);
        }
    }
}
