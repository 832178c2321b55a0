using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Importing.Facts;
using Plumbline.People;
using Plumbline.Pipeline;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands opportunities. What a row does not say stays as it was.</summary>
internal sealed class OpportunityLanding : KindLanding
{
    private const string CountedOnce = "Not counted again: another row says the very same, and no id tells the two apart. If each is an opportunity of its own, take this import back, add a column with an id, and import the file again";
    private const string EndedElsewhere = "Left as they ended: another of these files says how, and this one has an earlier state of them";
    private const string KeptHere = "Say another stage, amount or day than is kept here, and leave it as it is: what is kept here of a CRM’s opportunities is chosen in Administration, Stages";
    private const string EarlierState = "Left as it is: what is known here is of a later day than this state";
    private const string WithoutDays = "Without an id and a day of opening: told apart by how they ended and who sells. A column with an id would tell for certain";

    private const int AtOnce = 4_096;

    private readonly List<OpportunityRow> _withoutId = [];
    private readonly RecordedChanges _history;
    private readonly bool _hasEarlier;
    private readonly Dictionary<string, OpportunityState> _stages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OpportunityState> _ours = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OpportunityState?> _words = [];

    public OpportunityLanding(LandingRun run, string system) : base(run, system)
    {
        _history = new(run);
        _hasEarlier = run.Db.Opportunities.Any(o => o.System == system);
        foreach (var stage in run.Db.Stages.AsNoTracking().Where(s => s.System == system))
        {
            _stages[stage.ExternalId] = _stages[stage.Name] = stage.State;
            if (stage.IsStateOurs)
            {
                _ours[stage.ExternalId] = _ours[stage.Name] = stage.State;
            }
        }
    }

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        List<(OpportunityRow Row, string Key)> taken = new(rows.Count);
        foreach (var fact in rows)
        {
            var row = (OpportunityRow)fact;
            if (ProblemWith(row) is { } problem)
            {
                Refuse(row, problem);
            }
            else if ((row.Id is null || row.IsIdMadeUp) && row.AsOf is { } asOf && AsOf(row) is null)
            {
                Refuse(row, $"It is how something stood on {asOf:yyyy-MM-dd}, which is to come, and without an id nothing else tells which of its states is the last. Correct the day.");
            }
            else if (row.Id is null || row.IsIdMadeUp)
            {
                _withoutId.Add(row); // What they are is told when all of them are known.
            }
            else if (KeyOf(row) is var key && !IsRepeated(row, key, "opportunity"))
            {
                taken.Add((row, key));
            }
        }

        var earlier = _hasEarlier ? Earlier([.. taken.Select(t => t.Key)]) : [];
        Land([.. taken.Select(t => (t.Row, t.Key, earlier.GetValueOrDefault(t.Key)))]);
    }

    /// <summary>Lands rows without an id: of one description there may be many.</summary>
    public override void EndOfFile()
    {
        if (_withoutId.Count == 0)
        {
            return;
        }

        var known = (_hasEarlier ? Described([.. _withoutId.Select(KeyOf).Distinct()]) : []).ToLookup(o => KeysOfDescription.Of(o.ExternalId));
        var imported = known.Count == 0 ? [] : Run.Db.Imports.Select(i => new { i.Id, i.At }).ToDictionary(i => i.Id, i => DateOnly.FromDateTime(i.At.UtcDateTime));
        var landing = new List<(OpportunityRow, string, Opportunity?)>(_withoutId.Count);
        var groups = _withoutId.GroupBy(KeyOf).ToList();
        var areLines = RowsWithoutId.AreLines(groups.Where(g => g.Skip(1).Any()));
        foreach (var group in groups)
        {
            var (rows, left, repeated, lines) = RowsWithoutId.Standing([.. group.Select(r => new RowWithoutId(r, Run.PersonOf(System, r.Salesperson, Roles.Salesperson), Run.ProductOf(System, r.Product), StateOf(r)!.Value))], areLines);
            for (; left > 0; left--)
            {
                Leave("earlier states of opportunities without an id, of which those of the last day count");
            }

            for (; lines > 0; lines--)
            {
                Leave("further lines of opportunities, whose amount stands in each of them");
            }

            for (; repeated > 0; repeated--)
            {
                Unchanged++;
                Note(CountedOnce);
            }

            var earlier = known[group.Key].ToList();
            var keys = new KeysOfDescription(group.Key, earlier.Select(o => o.ExternalId));
            foreach (var (row, was) in RowsWithoutId.Pair(rows, [.. earlier.Select(o => (o, o.ImportId is { } import && imported.TryGetValue(import, out var day) ? day : (DateOnly?)null))]))
            {
                landing.Add((row, was?.ExternalId ?? keys.Next(), was));
            }
        }

        foreach (var _ in _withoutId.Where(r => r.Opened is null))
        {
            Note(WithoutDays);
        }

        foreach (var some in landing.Chunk(AtOnce))
        {
            Land(some);
        }
    }

    /// <summary>What earlier files brought of these descriptions.</summary>
    private IEnumerable<Opportunity> Described(IReadOnlyList<string> keys) =>
        keys.Chunk(AtOnce).SelectMany(some => Earlier(some).Values).Concat(Run.Db.Opportunities.AsNoTracking().Where(o => o.System == System && o.ExternalId.Contains(KeysOfDescription.NumberMark))).DistinctBy(o => o.Id).OrderBy(o => o.Id);

    private void Land((OpportunityRow Row, string Key, Opportunity? Was)[] rows)
    {
        List<Opportunity> added = new(rows.Length), changed = [];
        List<OpportunityChange> changes = [];
        List<(long, OpportunityChangeRow)> history = [];
        var lastChanges = _history.LastChanges([.. rows.Where(r => r.Was is not null && AsOf(r.Row) is not null).Select(r => r.Was!.Id)]);
        foreach (var (row, key, was) in rows)
        {
            if (was is not null && Run.EndedHere.Contains(was.Id) && StateOf(row) == OpportunityState.Open)
            {
                Unchanged++;
                Note(EndedElsewhere);
                continue;
            }

            if (was is not null && (IsEarlier(row, was) || IsEarlierHere(row, was)))
            {
                Unchanged++;
                Note(EarlierState);
                continue;
            }

            if (was is not null)
            {
                Update(was, row, changed, changes);
                Follow(was, row, Run.Company.KeptHere);
                IsOf(was, row);
                continue;
            }

            var opportunity = new Opportunity { System = System, ExternalId = key, Name = "", ImportId = Run.Import.Id };
            Fill(opportunity, row);
            Run.Bulk.Number(opportunity);
            Run.Counting.Count(opportunity);
            added.Add(opportunity);
            Follow(opportunity, row, OpportunityFields.None);
            IsOf(opportunity, row);
            Added++;
        }

        Run.Flush();
        Run.Bulk.Insert(added);
        Run.Bulk.Update(changed);
        Run.Bulk.Insert(changes);
        if (history.Count > 0)
        {
            _history.AddStates(history);
        }

        // A file of an earlier day may come after a later one, as far as what that told is known by its day.
        bool IsEarlier(OpportunityRow row, Opportunity was) => AsOf(row) is { } asOf
            && ((lastChanges.TryGetValue(was.Id, out var changed) && changed.UtcDateTime.Date > asOf.UtcDateTime.Date) || (StateOf(row) == OpportunityState.Open && was.Closed > DateOnly.FromDateTime(asOf.UtcDateTime)));

        // Files come in no order of their days; what another of them brought without a day is as of now.
        bool IsEarlierHere(OpportunityRow row, Opportunity was) => AsOf(row) is { } asOf && (Run.AsOf.TryGetValue(was.Id, out var known) ? known > asOf : was.ImportId == Run.Import.Id);

        void IsOf(Opportunity opportunity, OpportunityRow row)
        {
            if (AsOf(row) is { } asOf)
            {
                Run.AsOf[opportunity.Id] = asOf;
            }
        }

        // What the company keeps here, a file tells no history of.
        void Follow(Opportunity opportunity, OpportunityRow row, OpportunityFields kept)
        {
            foreach (var state in row.History)
            {
                var change = state with
                {
                    Stage = kept.HasFlag(OpportunityFields.Stage) ? null : state.Stage,
                    Probability = kept.HasFlag(OpportunityFields.Stage) ? null : state.Probability,
                    Amount = kept.HasFlag(OpportunityFields.Amount) ? null : state.Amount,
                    ExpectedClose = kept.HasFlag(OpportunityFields.ExpectedClose) ? null : state.ExpectedClose,
                };
                if (OpportunityChangeLanding.ProblemWith(change, Run) is { } problem)
                {
                    Note($"An earlier state left out of the history: {problem}");
                }
                else
                {
                    history.Add((opportunity.Id, change));
                }
            }

            if (opportunity.State != OpportunityState.Open)
            {
                Run.EndedHere.Add(opportunity.Id);
            }
        }
    }

    /// <summary>Of when a row tells the state; a day to come is none that can be known.</summary>
    private DateTimeOffset? AsOf(OpportunityRow row) => row.AsOf is { } asOf && asOf <= Run.Import.At.AddDays(1) ? asOf : null;

    private string? ProblemWith(OpportunityRow row) =>
        ProblemWith("The day of opening", row.Opened) ?? ProblemWith("The expected close", row.ExpectedClose) ?? ProblemWith("The close", row.Closed)
        ?? ProblemWith("The amount", row.Amount) ?? (row.Amount is null ? null : Run.Money.Problem(row.Currency))
        ?? (row.Closed > Run.Today.AddYears(1) && StateOf(row) is not (null or OpportunityState.Open) ? $"The close is {row.Closed:yyyy-MM-dd}, more than a year ahead, and it is {(StateOf(row) == OpportunityState.Won ? "won" : "lost")} already. Correct the year, or say that it is open." : null)
        ?? (StateOf(row) is null ? $"\"{row.Stage}\" does not tell whether it was won or lost, but it has a closing day. Import the stages first, or say the state in a column of its own." : null);

    /// <summary>The id, or else what tells an opportunity apart from others and does not change while it is worked.</summary>
    public static string KeyOf(OpportunityRow row) => row.Id ??
        string.Create(CultureInfo.InvariantCulture, $"{NameLikeness.Key(row.Name ?? "")}|{Key(row.Account)}|{(row.Name is null ? Key(row.Product) : "")}|{row.Opened:yyyy-MM-dd}");

    private OpportunityState? StateOf(OpportunityRow row)
    {
        if (row.Stage is { } named && _ours.TryGetValue(named, out var ours))
        {
            return ours; // An administrator's word goes before the file's, which may only have guessed.
        }

        if (row.State is { } said)
        {
            return said;
        }

        if (row.Stage is { } stage)
        {
            if (_stages.TryGetValue(stage, out var known))
            {
                return known;
            }

            if (!_words.TryGetValue(stage, out var word))
            {
                _words[stage] = word = StageWords.StateOf(stage);
            }

            if (word is not null)
            {
                return word;
            }
        }

        // Of a row with one close date only it is not known whether that is expected or done; it then stands in both.
        return row.Closed is not null && row.Closed != row.ExpectedClose ? null : OpportunityState.Open;
    }

    private Dictionary<string, Opportunity> Earlier(string[] keys) =>
        Run.Db.Opportunities.AsNoTracking().Where(o => o.System == System && EF.Parameter(keys).Contains(o.ExternalId)).ToDictionary(o => o.ExternalId);

    private void Update(Opportunity opportunity, OpportunityRow row, List<Opportunity> changed, List<OpportunityChange> changes)
    {
        var table = Run.Bulk.Table<Opportunity>();
        var before = table.Snapshot(opportunity);
        var (values, probability) = (opportunity.Values, opportunity.Probability);
        var promised = (opportunity.NextStep, opportunity.SalespersonId, opportunity.AccountId);
        Run.Counting.Uncount(opportunity);
        Fill(opportunity, row);
        Run.Counting.Count(opportunity);
        if (!table.Differs(before, opportunity))
        {
            Unchanged++;
            return;
        }

        Changed++;
        changed.Add(opportunity);
        Run.Changes.Add(nameof(Opportunity), opportunity.Id, table.Difference(before, opportunity));
        table.RaiseRevision(opportunity);
        if (promised.NextStep is not null && promised != (opportunity.NextStep, opportunity.SalespersonId, opportunity.AccountId))
        {
            Run.PromisesConcerned.Add(opportunity.Id);
        }

        // Its history says itself since when it is at its stage and what it is about.
        if (row.History.Count > 0)
        {
            values = values with { Stage = opportunity.Stage, Amount = opportunity.Amount, ExpectedClose = opportunity.ExpectedClose };
        }

        // Two files of one import that say different things tell nothing of when it changed, unless they say of which day they are.
        if ((opportunity.ImportId != Run.Import.Id || AsOf(row) is not null) && OpportunityChange.Between(opportunity.Id, values, opportunity.Values, AsOf(row) ?? Run.Import.At) is { } change)
        {
            change.Probability = probability == opportunity.Probability ? null : opportunity.Probability;
            change.ImportId = Run.Import.Id;
            Run.Bulk.Number(change);
            changes.Add(change);
        }
    }

    private void Fill(Opportunity opportunity, OpportunityRow row)
    {
        // What the company keeps here, an import says once and never again.
        var kept = opportunity.Id == 0 ? OpportunityFields.None : Run.Company.KeptHere;
        opportunity.AccountId = IsOurs(OpportunityFields.Account) ? opportunity.AccountId : AccountOf(row) ?? opportunity.AccountId;
        opportunity.ProductId = IsOurs(OpportunityFields.Product) ? opportunity.ProductId : ProductOf(row) ?? opportunity.ProductId;
        if (!IsOurs(OpportunityFields.Salesperson) && Run.PersonOf(System, row.Salesperson, Roles.Salesperson) is { } person)
        {
            Run.Credit(person);
            Run.NameTeam(System, person, row.Team);
            opportunity.SalespersonId = person;
        }

        opportunity.Amount = IsOurs(OpportunityFields.Amount) ? opportunity.Amount : Kept(row.Amount) ?? opportunity.Amount;
        opportunity.Opened = row.Opened ?? opportunity.Opened;
        opportunity.ExpectedClose = IsOurs(OpportunityFields.ExpectedClose) ? opportunity.ExpectedClose : row.ExpectedClose ?? opportunity.ExpectedClose;
        if (!IsOurs(OpportunityFields.Stage))
        {
            FillStage(opportunity, row); // Behind the days, by which it may end.
        }

        opportunity.Campaign = TypedText.OrNull(row.Campaign) ?? opportunity.Campaign;
        opportunity.IsNewBusiness = row.IsNewBusiness ?? opportunity.IsNewBusiness;
        if ((IsOurs(OpportunityFields.Stage) && TypedText.OrNull(row.Stage) is { } stage && !stage.Equals(opportunity.Stage, StringComparison.OrdinalIgnoreCase))
            || (IsOurs(OpportunityFields.Amount) && Kept(row.Amount) is { } amount && amount != opportunity.Amount) || (IsOurs(OpportunityFields.ExpectedClose) && row.ExpectedClose is { } expected && expected != opportunity.ExpectedClose))
        {
            Note(KeptHere);
        }

        opportunity.Name = (IsOurs(OpportunityFields.Name) ? null : TypedText.OrNull(row.Name)) ?? (opportunity.Name.Length > 0 ? opportunity.Name : NameFor(opportunity));

        bool IsOurs(OpportunityFields field) => (kept & field) != 0;
    }

    private void FillStage(Opportunity opportunity, OpportunityRow row)
    {
        opportunity.Stage = TypedText.OrNull(row.Stage) ?? opportunity.Stage;
        opportunity.State = row.Stage is null && opportunity.Stage is { } stands && _ours.TryGetValue(stands, out var ours) ? ours : StateOf(row)!.Value;
        opportunity.Probability = Kept(row.Probability) ?? opportunity.Probability;
        opportunity.Closed = opportunity.State == OpportunityState.Open ? null : row.Closed ?? opportunity.Closed ?? (opportunity.Stage is { } stage && _ours.ContainsKey(stage) ? opportunity.EndsOn(Run.Today) : null);
        opportunity.Reason = TypedText.OrNull(row.Reason) ?? opportunity.Reason;
        if (opportunity.State == OpportunityState.Open)
        {
            return;
        }

        opportunity.ClearNext(); // As when it is ended by hand.
        if (opportunity.Closed is null)
        {
            Note("Won or lost without a closing day: taken, and counted in no month");
        }
    }

    private long? AccountOf(OpportunityRow row)
    {
        var account = Run.AccountOf(System, row.Account);
        if (account is null && !row.Account.IsEmpty)
        {
            Note("The account is known by an id only that is in no file; taken without");
        }

        return account;
    }

    private long? ProductOf(OpportunityRow row)
    {
        var product = Run.ProductOf(System, row.Product);
        if (product is null && !row.Product.IsEmpty)
        {
            Note("The product is known by an id only that is in no file; taken without");
        }

        return product;
    }

    private string NameFor(Opportunity opportunity)
    {
        string?[] parts = [opportunity.AccountId is { } account ? Run.Accounts[account].Name : null, opportunity.ProductId is { } product ? Run.Products[product].Name : null];
        var name = string.Join(", ", parts.OfType<string>());
        return name.Length > 0 ? name : $"Opportunity {opportunity.ExternalId}";
    }
}
