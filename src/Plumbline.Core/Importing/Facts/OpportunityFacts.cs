using System.Globalization;
using Plumbline.Pipeline;

namespace Plumbline.Importing.Facts;

/// <summary>Reads opportunities, and what they were before.</summary>
/// <param name="row">The row.</param>
/// <param name="profile">The source system.</param>
/// <param name="joins">What other files say.</param>
/// <param name="hints">What the person said.</param>
/// <param name="lines">Keeps what stands in several rows until all are known.</param>
internal sealed class OpportunityFacts(RowReader row, string profile, Joins joins, ReadingHints hints, OpportunityLines lines)
{
    private static readonly HashSet<string> _openWords = ["open", "active", "inprogress", "ongoing", "pending", "working", "new", "offen", "laufend", "aktiv", "ouvert", "ouverte", "encours", "abierto", "abierta", "encurso", "aberto", "aperta", "aperto", "apen", "oppen", "aben", "otwarta", "0", "1", "2"];

    private static readonly HashSet<string> _surelyOpen = ["open", "offen", "ouvert", "ouverte", "abierto", "abierta", "aberto", "aberta", "aperto", "aperta", "apen", "oppen", "aben", "otwarta"];

    private readonly Dictionary<string, OpportunityState?> _stateOf = [];
    private readonly Dictionary<string, string?> _firstOf = [];

    public FactRow? Read()
    {
        if (row.Text(Field.RecordType) is { } type && type.Equals("lead", StringComparison.OrdinalIgnoreCase))
        {
            row.Leave("leads, of which only those that became opportunities are taken");
            return null;
        }

        var id = row.Text(Field.Id);
        if (id is not null && joins.MergedDeals.Contains(id))
        {
            row.Leave("deals that were merged into others");
            return null;
        }

        var (stage, state) = StageAndState();
        if (row.LeftBecause is not null)
        {
            return null;
        }

        var name = row.Text(Field.Name);
        var account = new Reference(AccountId(id), row.Text(Field.Account));
        if (id is null && name is null && account.IsEmpty)
        {
            row.Refuse("The row says neither id, name nor account of an opportunity. Fill in one of them.");
            return null;
        }

        var opened = row.Instant(Field.Opened);
        var madeUp = id is null ? KeyOf(name, account, opened) : null;
        var (expected, closed) = Days(state);
        var (amount, currency) = Amount(state);
        var read = new OpportunityRow(
            row.Line,
            id ?? madeUp,
            name,
            account,
            row.Reference(Field.ProductId, Field.Product),
            row.Text(Field.Salesperson) is { } seller && PersonWords.Somebody(seller) is null ? default : row.Reference(Field.SalespersonId, Field.Salesperson),
            stage,
            state,
            state == OpportunityState.Lost && amount == 0 ? null : amount,
            currency,
            row.Share(Field.Probability),
            row.Date(Field.Opened),
            expected,
            closed,
            row.Text(Field.Reason),
            BusinessWords.IsNew(row.Text(Field.NewBusiness)))
        {
            AsOf = row.InstantIfSaid(Field.At) is { } asOf ? OpportunityChangeRow.InUtc(asOf) : null,
            IsIdMadeUp = madeUp is not null,
            Campaign = row.Text(Field.Campaign),
            Team = PersonWords.Somebody(row.Text(Field.Team)),
        };
        if (!lines.Waits(row))
        {
            return read;
        }

        var at = row.Instant(Field.At);
        if (row.Problem is not null)
        {
            return null; // The row is refused.
        }

        lines.Hold(read, at);
        return null;
    }

    /// <summary>What was won, else what the company's currency makes of the amount, else the amount; each with the currency that goes with it.</summary>
    private (decimal? Amount, string? Currency) Amount(OpportunityState? state)
    {
        var won = state == OpportunityState.Won ? row.Number(Field.WonAmount) : null;
        if (won is null && row.Number(Field.ConvertedAmount) is { } converted)
        {
            return (converted, row.Text(Field.ConvertedCurrency) is { } named && CurrencyWords.Code(named) is { } code ? code : row.ColumnOf(Field.ConvertedAmount)!.HeaderCurrency ?? row.AmountsIn ?? hints.Currency);
        }

        var amount = won ?? row.Number(Field.Amount);
        return (amount, CurrencyWords.Of(row, row.Has(Field.Amount) ? Field.Amount : Field.WonAmount, hints.Currency));
    }

    /// <summary>What an opportunity was: a row of a history, or one property of it that took a value.</summary>
    public FactRow? ReadChange()
    {
        var opportunity = row.Reference(Field.OpportunityId, Field.Opportunity);
        if (opportunity.Id is { } id && joins.MergedDeals.Contains(id))
        {
            row.Leave("changes of deals that were merged into others");
            return null;
        }

        if (opportunity.IsEmpty || row.Instant(Field.At) is not { } at)
        {
            row.Refuse("The row does not say which opportunity changed, or when. Fill in both.");
            return null;
        }

        var stage = row.Text(Field.Stage) ?? StageNamed(row.Text(Field.StageId));
        var (amount, expected, probability) = (row.Number(Field.Amount), row.Date(Field.ExpectedClose), row.Share(Field.Probability));
        var beside = row.AmountsIn;
        if (row.Text(Field.Property) is { } property && !TakeValue(Header.Plain(property), ref stage, ref amount, ref expected, ref beside))
        {
            row.Leave("changes of what is not kept: stage, amount and close date are");
            return null;
        }

        return new OpportunityChangeRow(row.Line, row.Text(Field.Id), opportunity, OpportunityChangeRow.InUtc(at), stage, amount, expected, probability) { Currency = beside };
    }

    private bool TakeValue(string property, ref string? stage, ref decimal? amount, ref DateOnly? expected, ref string? beside)
    {
        var value = row.Text(Field.Value);
        switch (property)
        {
            case "dealstage" or "stagename" or "stage":
                stage = StageNamed(value);
                return true;
            case "amount" or "value" or "expectedrevenue":
                if (!NumberText.TryParse(value, DecimalMark.Point, out amount, out beside))
                {
                    row.Refuse($"{row.ColumnOf(Field.Value)?.Header}: \"{value}\" is not a number. Write it as in 1234.50.");
                }

                return true;
            case "closedate" or "expectedclosedate":
                if (value is not null && !DateText.TryParse(value, DateOrder.MonthFirst, out _))
                {
                    row.Refuse($"{row.ColumnOf(Field.Value)?.Header}: \"{value}\" is not a date. Write it as in 2027-04-30.");
                }
                else if (value is not null && DateText.OrderOf(value) is (true, true))
                {
                    row.Refuse($"{row.ColumnOf(Field.Value)?.Header}: \"{value}\" may be two different days. Write it as in 2027-04-30.");
                }
                else if (value is not null && DateText.TryWritten(value, DateText.OrderOf(value) is (true, false) ? DateOrder.DayFirst : DateOrder.MonthFirst, out var day))
                {
                    expected = DateOnly.FromDateTime(day);
                }

                return true;
            default:
                return false;
        }
    }

    private (string? Stage, OpportunityState? State) StageAndState()
    {
        var stageId = row.Text(Field.StageId);
        var stage = row.Text(Field.Stage);
        OpportunityState? joined = null;
        if (stageId is not null && joins.Stages.TryGetValue(stageId, out var known))
        {
            stage ??= known.Name;
            joined = known.State;
        }
        else if (stage is null && stageId is not null && IsLabel(stageId))
        {
            // HubSpot calls the column alike whether it holds ids or labels
            stage = stageId;
        }

        var won = row.Flag(Field.IsWon);
        var closed = row.Flag(Field.IsClosed);
        var said = hints.Stages.StateOf(stage ?? stageId) ?? hints.Stages.StateOf(row.Text(Field.State));
        var state = said is not null ? said
            : won == true ? OpportunityState.Won
            : closed == true && won == false ? OpportunityState.Lost
            : closed == false ? OpportunityState.Open
            : won == false && (IsOver(stage ?? stageId) || IsOver(row.Text(Field.State))) ? OpportunityState.Lost
            : Stated() ?? joined ?? ((stage ?? stageId) is { } words ? StateOf(words) : null) ?? Told();
        if (state is null && closed == true)
        {
            state = OpportunityState.Lost;
        }
        else if (state is null && (stage is not null || stageId is null))
        {
            // a stage that is known by its id only is told by the file of stages, now or when it is here
            state = OpportunityState.Open;
        }

        if (said is null && state != OpportunityState.Won && row.Flag(Field.IsActive) == false)
        {
            state = OpportunityState.Lost;
        }

        return (stage ?? stageId ?? Unexplained(), state);
    }

    private static bool IsOver(string? words) => words is not null && StageWords.IsClosed(words);

    /// <summary>A word for the state that nobody knows stands as the stage, where there is none, so that it can be explained.</summary>
    private string? Unexplained() =>
        profile == "generic" && !row.Has(Field.Stage) && row.Text(Field.State) is { } text && StateOf(text) is null && !_openWords.Contains(Header.Plain(text)) ? text : null;

    /// <summary>What a column for the state says in so many words.</summary>
    private OpportunityState? Stated()
    {
        if (row.Text(Field.State) is not { } text)
        {
            return null;
        }

        if (text.Equals("deleted", StringComparison.OrdinalIgnoreCase))
        {
            row.Leave("deleted in the source");
            return null;
        }

        return (text, profile) switch
        {
            ("0", "dynamics365") => OpportunityState.Open,
            ("1", "dynamics365") => OpportunityState.Won,
            ("2", "dynamics365") => OpportunityState.Lost,
            _ => StateOf(text) ?? (row.Has(Field.Stage) && profile == "generic" ? null : OpportunityState.Open),
        };
    }

    /// <summary>What the days say: only one of the two is filled in, and only on closed ones. Of one that is said to be open the day on which it is won is what is expected; "active" or "new" may be said of the customer.</summary>
    private OpportunityState? Told() =>
        row.Text(Field.State) is { } text && _surelyOpen.Contains(Header.Plain(text)) ? OpportunityState.Open
        : row.Date(Field.WonOn) is not null ? OpportunityState.Won : row.Date(Field.LostOn) is not null ? OpportunityState.Lost : null;

    private (DateOnly? Expected, DateOnly? Closed) Days(OpportunityState? state)
    {
        var (expected, closed, single) = (row.Date(Field.ExpectedClose), row.Date(Field.Closed), row.Date(Field.CloseDate));
        return state switch
        {
            OpportunityState.Open => (expected ?? single ?? row.Date(Field.WonOn), null),
            OpportunityState.Won => (expected, closed ?? row.Date(Field.WonOn) ?? single),
            OpportunityState.Lost => (expected, closed ?? row.Date(Field.LostOn) ?? single),
            _ => (expected ?? single, closed ?? single),
        };
    }

    private static bool IsLabel(string text) => char.IsUpper(text[0]) && text.All(c => char.IsLetter(c) || c is ' ' or '-' or '&' or '/' or '(' or ')');

    private string? StageNamed(string? id) => id is not null && joins.Stages.TryGetValue(id, out var stage) ? stage.Name : id;

    private OpportunityState? StateOf(string words)
    {
        if (!_stateOf.TryGetValue(words, out var state))
        {
            state = StageWords.StateOf(words);
            _stateOf[words] = state;
        }

        return state;
    }

    private string? AccountId(string? dealId)
    {
        var id = row.Text(Field.AccountId) ?? (dealId is not null ? joins.AccountOfDeal.GetValueOrDefault(dealId) : null);
        if (id is null || profile != "hubspot" || !id.Contains(';', StringComparison.Ordinal))
        {
            return id;
        }

        if (!_firstOf.TryGetValue(id, out var first))
        {
            // HubSpot lists every associated company; the first is the primary one
            first = id.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            _firstOf[id] = first;
        }

        return first;
    }

    /// <summary>A list view has no ids; the minute of creation, the name and the account tell most of its records apart and never change.</summary>
    private string? KeyOf(string? name, Reference account, DateTime? opened) =>
        opened is { } at && !row.Has(Field.Id) && row.ColumnOf(Field.Opened) is { } column && row.Cells[column.Index].Contains(':')
            ? string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm} {name}, {account.Name ?? account.Id}")
            : null;
}
