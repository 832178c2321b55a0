using Microsoft.EntityFrameworkCore;
using Plumbline.Commitments;
using Plumbline.Companies;
using Plumbline.Fiscal;
using Plumbline.People;
using Plumbline.Plans;
using Plumbline.Storage;

namespace Plumbline.Presentations;

/// <summary>A meeting in the list. <paramref name="Plans"/>: how many plans are presented. <paramref name="Presents"/>: whether the reader presents.</summary>
internal sealed record PresentationEntry(long Id, PresentationKind Kind, string Title, DateTime Starts, string Place, PresentationState State, int Plans, bool Presents);

/// <summary>The meetings that the reader may see. <paramref name="Coming"/>: those to come or going on, the next first. <paramref name="Past"/>: a page of those that were, the latest first. <paramref name="Found"/>: how many there are of those. <paramref name="MayConvene"/>: whether the reader may call one.</summary>
internal sealed record PresentationsView(IReadOnlyList<PresentationEntry> Coming, IReadOnlyList<PresentationEntry> Past, int Found, bool MayConvene, DateOnly Today);

/// <summary>A plan that could stand on an agenda.</summary>
internal sealed record PlanChoice(long PlanId, long PersonId, string Name, Period Period);

/// <summary>A plan of a meeting, with what was said to it. <paramref name="Promised"/>: the sentences that were promised, with what has come of each. <paramref name="Help"/>: what others offered. <paramref name="Period"/>: the plan's months.</summary>
internal sealed record PlanTalk(PresentedPlan Plan, string Name, Period Period, PlanHeard Heard, IReadOnlyList<LedgerLine> Promised, IReadOnlyList<LedgerLine> Help);

/// <summary>A meeting as its pages show it. <paramref name="Choices"/>: agreed plans that could still be put on the agenda; none where the reader does not chair. <paramref name="MayChair"/>: whether the reader sets the agenda, asks people to come and takes the minutes.</summary>
internal sealed record PresentationView(Presentation Meeting, IReadOnlyList<PlanTalk> Talks, Colleagues People, CompanyClock Clock, DateOnly Today, long Me, bool MayChair, IReadOnlyList<PlanChoice> Choices)
{
    public DateTime Starts => Clock.WallAt(Meeting.StartsAt);

    public PlanTalk? Talk(long plan) => Talks.FirstOrDefault(t => t.Plan.PlanId == plan);

    /// <summary>The person's name, or "you".</summary>
    public string Name(long person) => person == Me ? "you" : People.NameOf(person);
}

/// <summary>What a plan was endorsed or asked in one meeting of the leadership.</summary>
public sealed record PlanPresentedIn(long Id, PresentationKind Kind, string Title, DateTime Starts, PresentationState State, PlanDecision Decision, IReadOnlyList<PlanVoice> Voices, int OpenQuestions);

/// <summary>Reads the meetings in which plans are presented.</summary>
internal sealed class PresentationReader(PlumblineDb db, CurrentPerson me, OurCompany company, Ledger ledger, TimeProvider clock)
{
    public const int PerPage = 25;
    private const int MostComing = 100;
    private const int MostChoices = 500;

    public async Task<PresentationsView> List(int page, CancellationToken cancel)
    {
        var (wall, now) = (await company.Clock(cancel), clock.GetUtcNow());
        var mine = await Visible(db.Presentations, cancel);
        var since = now.AddHours(-12);
        var isPast = mine.Where(p => p.State == PresentationState.Held || p.StartsAt < since);
        return new(
            await Entries(mine.Where(p => p.State != PresentationState.Held && p.StartsAt >= since).OrderBy(p => p.StartsAt).ThenBy(p => p.Id).Take(MostComing)),
            await Entries(isPast.OrderByDescending(p => p.StartsAt).ThenByDescending(p => p.Id).Skip((page - 1) * PerPage).Take(PerPage)),
            await isPast.CountAsync(cancel), await MayConvene(cancel), await company.Today(cancel));

        async Task<List<PresentationEntry>> Entries(IQueryable<Presentation> asked) => (await asked.IgnoreAutoIncludes().AsNoTracking().Select(p => new
        {
            p.Id,
            p.Kind,
            p.Title,
            p.StartsAt,
            p.Place,
            p.State,
            Plans = EF.Property<List<PresentedPlan>>(p, "_plans").Count,
            Presents = EF.Property<List<PresentedPlan>>(p, "_plans").Any(x => x.SalespersonId == me.Id),
        }).ToListAsync(cancel)).ConvertAll(p => new PresentationEntry(p.Id, p.Kind, p.Title, wall.WallAt(p.StartsAt), p.Place, p.State, p.Plans, p.Presents));
    }

    /// <summary>Null where there is no such meeting, or none that the reader may see.</summary>
    public async Task<PresentationView?> Read(long id, CancellationToken cancel)
    {
        if (await (await Visible(db.Presentations.AsNoTracking().AsSplitQuery(), cancel)).SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } meeting)
        {
            return null;
        }

        var (people, today, line, whole) = (await me.Colleagues(cancel), await company.Today(cancel), await me.Line(cancel), await SeesAll(meeting, cancel));
        long[] plans = [.. meeting.Plans.Select(p => p.PlanId)];
        var periods = await db.BusinessPlans.IgnoreAutoIncludes().Where(p => EF.Parameter(plans).Contains(p.Id)).Select(p => new { p.Id, p.Period }).ToDictionaryAsync(p => p.Id, p => p.Period, cancel);
        var voices = (await db.PlanVoices.AsNoTracking().Where(v => v.PresentationId == id).OrderBy(v => v.At).ToListAsync(cancel)).ToLookup(v => v.PlanId);
        var questions = (await db.PlanQuestions.AsNoTracking().Where(q => q.PresentationId == id).OrderBy(q => q.Id).ToListAsync(cancel)).ToLookup(q => q.PlanId);
        var promised = (await ledger.Read(db.Commitments.MadeIn(id, null, [.. meeting.Plans.Select(p => p.SalespersonId).Distinct()]), cancel)).ToLookup(l => l.Commitment.Source.Split('/')[2]);
        var mayChair = await MayChair(meeting, cancel);
        return new(
            meeting,
            [.. meeting.Plans.Where(p => whole || line.Contains(p.SalespersonId)).Select(p =>
            {
                var made = promised[p.PlanId.ToString(System.Globalization.CultureInfo.InvariantCulture)].ToList();
                var sentences = made.FindAll(l => l.Commitment.Kind == CommitmentKind.Presented);
                return new PlanTalk(
                    p, people.NameOf(p.SalespersonId), periods[p.PlanId],
                    Heard([.. voices[p.PlanId]], [.. questions[p.PlanId]], [.. sentences.Select(l => l.Commitment)]),
                    sentences, made.FindAll(l => l.Commitment.Kind == CommitmentKind.Help));
            })],
            people, await company.Clock(cancel), today, me.Id, mayChair, mayChair && meeting.State == PresentationState.Planned ? await Choices(meeting, people, cancel) : []);
    }

    /// <summary>Where a plan was presented, the latest first, as far as the reader may see it.</summary>
    public async Task<IReadOnlyList<PlanPresentedIn>> Of(long plan, CancellationToken cancel)
    {
        var meetings = await (await Visible(db.Presentations.IgnoreAutoIncludes().AsNoTracking(), cancel)).Where(p => p.State != PresentationState.Cancelled && EF.Property<List<PresentedPlan>>(p, "_plans").Any(x => x.PlanId == plan))
            .OrderByDescending(p => p.StartsAt).Take(PerPage).Select(p => new { p.Id, p.Kind, p.Title, p.StartsAt, p.State }).ToListAsync(cancel);
        if (meetings.Count == 0)
        {
            return [];
        }

        long[] ids = [.. meetings.Select(m => m.Id)];
        var voices = (await db.PlanVoices.AsNoTracking().Where(v => v.PlanId == plan && EF.Parameter(ids).Contains(v.PresentationId)).ToListAsync(cancel)).ToLookup(v => v.PresentationId);
        var questions = (await db.PlanQuestions.AsNoTracking().Where(q => q.PlanId == plan && EF.Parameter(ids).Contains(q.PresentationId)).ToListAsync(cancel)).ToLookup(q => q.PresentationId);
        var wall = await company.Clock(cancel);
        return [.. meetings.Select(m =>
        {
            var heard = new PlanHeard([.. voices[m.Id]], [.. questions[m.Id]], 0, 0);
            return new PlanPresentedIn(m.Id, m.Kind, m.Title, wall.WallAt(m.StartsAt), m.State, heard.Decision, heard.Voices, heard.Questions.Count(q => q.Answer is null));
        })];
    }

    /// <summary>Whether the reader may call a meeting.</summary>
    public Task<bool> MayConvene(CancellationToken cancel) => me.Has(Roles.Manager | Roles.Leadership, cancel);

    /// <summary>Who called it and the leadership chair it; before colleagues the managers above those who present, too.</summary>
    public async Task<bool> MayChair(Presentation meeting, CancellationToken cancel)
    {
        var line = await me.Line(cancel);
        return meeting.ConvenerId == me.Id || await me.Has(Roles.Leadership, cancel) || (meeting.Kind == PresentationKind.Peers && meeting.Plans.Any(p => p.SalespersonId != me.Id && line.Contains(p.SalespersonId)));
    }

    /// <summary>Whether the reader sees what is said to every plan of a meeting that they see: of the leadership's, who only presents sees what is said to their own plan, and a manager to those of who is below.</summary>
    public async Task<bool> SeesAll(Presentation meeting, CancellationToken cancel) =>
        meeting.Kind == PresentationKind.Peers || meeting.ConvenerId == me.Id || meeting.FunctionOf(me.Id) is not null || await me.Has(Roles.Leadership, cancel);

    /// <summary>Those that the reader may see: see <see cref="PresentationVisibility"/>.</summary>
    public async Task<IQueryable<Presentation>> Visible(IQueryable<Presentation> presentations, CancellationToken cancel) =>
        presentations.VisibleTo(me.Id, await me.Line(cancel), await me.Has(Roles.Leadership, cancel));

    /// <summary>The business plans in force now or later of those whose plans the reader may call in: everyone's for the leadership, those below for a manager.</summary>
    public async Task<IReadOnlyList<PlanChoice>> Agreed(Colleagues people, CancellationToken cancel, long? plan = null)
    {
        var month = Month.Of(await company.Today(cancel));
        var agreed = db.BusinessPlans.IgnoreAutoIncludes().Where(p => (p.State == PlanState.Agreed || p.State == PlanState.Amending) && (plan == null || p.Id == plan));
        if (!await me.Has(Roles.Leadership, cancel))
        {
            long[] line = [.. await me.Line(cancel)];
            agreed = agreed.Where(p => EF.Parameter(line).Contains(p.SalespersonId));
        }

        // The latest plan of each comes first: a period is written so that its text sorts by its first month.
        var found = await agreed.OrderByDescending(p => p.Period).ThenBy(p => p.SalespersonId).Take(MostChoices).Select(p => new { p.Id, p.SalespersonId, p.Period }).ToListAsync(cancel);
        return [.. found.Where(p => p.Period.Last >= month).Select(p => new PlanChoice(p.Id, p.SalespersonId, people.NameOf(p.SalespersonId), p.Period)).OrderBy(c => c.Period.First).ThenBy(c => c.Name, StringComparer.OrdinalIgnoreCase)];
    }

    internal static PlanHeard Heard(IReadOnlyList<PlanVoice> voices, IReadOnlyList<PlanQuestion> questions, IReadOnlyCollection<Commitment> sentences) =>
        new(voices, questions, sentences.Count(c => c.State is not (CommitmentState.Asked or CommitmentState.Declined or CommitmentState.Withdrawn)), sentences.Count(c => c.State == CommitmentState.Asked));

    private async Task<IReadOnlyList<PlanChoice>> Choices(Presentation meeting, Colleagues people, CancellationToken cancel)
    {
        var there = meeting.Plans.Select(p => p.PlanId).ToHashSet();
        return [.. (await Agreed(people, cancel)).Where(c => !there.Contains(c.PlanId))];
    }
}

internal static class PresentationVisibility
{
    /// <summary>Where what is promised in a meeting, to a plan, says that it comes from.</summary>
    public static string SourceOf(long meeting, long plan) => FormattableString.Invariant($"presentation/{meeting}/{plan}/");

    extension(IQueryable<Commitment> commitments)
    {
        /// <summary>What was promised in a meeting by those who presented, and offered to them; to one plan where it is named.</summary>
        public IQueryable<Commitment> MadeIn(long meeting, long? plan, long[] presenters)
        {
            var source = plan is { } one ? SourceOf(meeting, one) : FormattableString.Invariant($"presentation/{meeting}/");
            return commitments.Where(c => (EF.Parameter(presenters).Contains(c.PersonId) || (c.ToId != null && EF.Parameter(presenters).Contains(c.ToId.Value))) && c.Source.StartsWith(source));
        }
    }

    extension(IQueryable<Presentation> presentations)
    {
        /// <summary>
        /// What is presented to colleagues is everyone's. Meetings of the leadership are theirs, those who were asked to come, and those concerned: who presents, and the managers above.
        /// <paramref name="line"/> is the reader and everyone below.
        /// </summary>
        public IQueryable<Presentation> VisibleTo(long me, IReadOnlySet<long> line, bool isLeadership)
        {
            if (isLeadership)
            {
                return presentations;
            }

            long[] ids = [.. line];
            return presentations.Where(p => p.Kind == PresentationKind.Peers || p.ConvenerId == me
                || EF.Property<List<Attendee>>(p, "_attendees").Any(a => a.PersonId == me) || EF.Property<List<PresentedPlan>>(p, "_plans").Any(x => EF.Parameter(ids).Contains(x.SalespersonId)));
        }
    }
}
