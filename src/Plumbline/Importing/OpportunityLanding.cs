using System.Diagnostics.CodeAnalysis;
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
    private const string WithoutDays = "Known by neither an id nor the day of opening: those that ended are told apart by the day on which they did. A column with an id would tell for certain";

    private readonly bool _hasEarlier;
    private readonly HashSet<string> _open = []; // keys of rows that are open and have neither id nor day of opening
    private readonly Dictionary<string, OpportunityState> _stages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OpportunityState> _ours = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OpportunityState?> _words = [];

    public OpportunityLanding(LandingRun run, string system) : base(run, system)
    {
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
                continue;
            }

            var key = OwnKeyOf(row);
            if (!IsRepeated(row, key, "opportunity", row.Id is null ? CountedOnce : null))
            {
                taken.Add((row, key));
            }
        }

        var earlier = _hasEarlier ? Earlier([.. taken.Select(t => t.Key), .. taken.Where(t => IsToldByItsEnd(t.Row)).Select(t => KeyOf(t.Row))]) : [];
        List<Opportunity> added = new(taken.Count), changed = [];
        List<OpportunityChange> changes = [];
        foreach (var (row, key) in taken)
        {
            if (earlier.TryGetValue(key, out var opportunity) || IsNowEnded(row, out opportunity))
            {
                Update(opportunity, key, row, changed, changes);
            }
            else
            {
                opportunity = new() { System = System, ExternalId = key, Name = "", ImportId = Run.Import.Id };
                Fill(opportunity, row);
                Run.Bulk.Number(opportunity);
                Run.Counting.Count(opportunity);
                added.Add(opportunity);
                Added++;
            }
        }

        Run.Flush();
        Run.Bulk.Insert(added);
        Run.Bulk.Update(changed);
        Run.Bulk.Insert(changes);

        // What was open when it was imported, and stands in this file among those that ended only, is the one that ended.
        bool IsNowEnded(OpportunityRow row, [NotNullWhen(true)] out Opportunity? was)
        {
            was = null;
            return IsToldByItsEnd(row) && !_open.Contains(KeyOf(row)) && earlier.TryGetValue(KeyOf(row), out was) && was.State == OpportunityState.Open && earlier.Remove(was.ExternalId);
        }
    }

    private string? ProblemWith(OpportunityRow row) =>
        ProblemWith("The day of opening", row.Opened) ?? ProblemWith("The expected close", row.ExpectedClose) ?? ProblemWith("The close", row.Closed)
        ?? ProblemWith("The amount", row.Amount) ?? (row.Amount is null ? null : Run.Money.Problem(row.Currency))
        ?? (StateOf(row) is null ? $"\"{row.Stage}\" does not tell whether it was won or lost, but it has a closing day. Import the stages first, or say the state in a column of its own." : null);

    /// <summary>The id, or else what tells an opportunity apart from others and does not change while it is worked.</summary>
    public static string KeyOf(OpportunityRow row) => row.Id ??
        string.Create(CultureInfo.InvariantCulture, $"{NameLikeness.Key(row.Name ?? "")}|{Key(row.Account)}|{(row.Name is null ? Key(row.Product) : "")}|{row.Opened:yyyy-MM-dd}");

    /// <summary>The same, made its own where several rows cannot be told apart by it: deals with one customer that say no day of opening are each their own once they ended.</summary>
    private string OwnKeyOf(OpportunityRow row)
    {
        if (row.Id is not null || (row.Name is not null && row.Opened is not null))
        {
            return KeyOf(row);
        }

        if (row.Opened is null)
        {
            Note(WithoutDays);
        }

        if (IsToldByItsEnd(row))
        {
            return Apart(row, string.Create(CultureInfo.InvariantCulture, $"{KeyOf(row)}|{row.Closed:yyyy-MM-dd}"));
        }

        var key = Apart(row, KeyOf(row));
        _open.Add(key);
        return key;
    }

    private bool IsToldByItsEnd(OpportunityRow row) => row.Id is null && row.Opened is null && row.Closed is not null && StateOf(row) is not OpportunityState.Open;

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

    private void Update(Opportunity opportunity, string key, OpportunityRow row, List<Opportunity> changed, List<OpportunityChange> changes)
    {
        var table = Run.Bulk.Table<Opportunity>();
        var before = table.Snapshot(opportunity);
        var (values, probability) = (opportunity.Values, opportunity.Probability);
        var promised = (opportunity.NextStep, opportunity.SalespersonId, opportunity.AccountId);
        Run.Counting.Uncount(opportunity);
        opportunity.ExternalId = key; // Another one where an opportunity without an id ended.
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

        if (OpportunityChange.Between(opportunity.Id, values, opportunity.Values, Run.Import.At) is { } change)
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
