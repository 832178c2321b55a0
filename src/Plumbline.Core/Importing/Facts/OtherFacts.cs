using System.Globalization;
using Plumbline.Pipeline;

namespace Plumbline.Importing.Facts;

/// <summary>Reads people, teams, products, accounts, contacts, stages and activities.</summary>
internal sealed class OtherFacts(RowReader row, SourceTable table, Joins joins, LineOfManagement line)
{
    public FactRow? ReadTeam() => row.Text(Field.Name) is { } name
        ? new TeamRow(row.Line, row.Text(Field.Id), name, row.Reference(Field.ParentId, Field.Parent)) { Lead = row.Reference(Field.ManagerId, Field.Manager) }
        : Nameless("team");

    public FactRow? ReadPerson()
    {
        var (id, email) = (row.Text(Field.Id), row.Text(Field.Email));
        var (businessEntity, national) = (row.Text(Field.BusinessEntityId), row.Text(Field.NationalId));
        if ((row.PersonName() ?? email) is not { } name)
        {
            return Nameless("person");
        }

        List<string> others = [];
        if (businessEntity is not null)
        {
            others.Add($"business_entity_id:{businessEntity}");
        }

        if (national is not null)
        {
            others.Add($"national_id:{national}");
        }

        var manager = row.Reference(Field.ManagerId, Field.Manager);
        return new PersonRow(row.Line, id, name, email, row.Text(Field.Title), manager, TeamOf(id, name, manager), row.Date(Field.Joined), row.Date(Field.Left), others);
    }

    public FactRow? ReadProduct()
    {
        if (row.Text(Field.Structure) is { } structure && structure is not ("Product" or "1") && structure.Contains("family", StringComparison.OrdinalIgnoreCase))
        {
            row.Leave("families of products, which are not sold themselves");
            return null;
        }

        return row.Text(Field.Name) is { } name
            ? new ProductRow(row.Line, row.Text(Field.Id), name, row.Text(Field.Code), row.Text(Field.Family), row.Number(Field.ListPrice), row.Number(Field.Cost), row.Share(Field.DefaultMargin)) { Currency = row.AmountsIn }
            : Nameless("product");
    }

    public FactRow? ReadAccount()
    {
        if (table.Profile == "odoo" && row.Text(Field.RecordType) is { } type && (type.Equals("individual", StringComparison.OrdinalIgnoreCase) || type.Equals("person", StringComparison.OrdinalIgnoreCase)))
        {
            row.Leave("people, of whom only companies are accounts");
            return null;
        }

        return row.Text(Field.Name) is { } name
            ? new AccountRow(row.Line, row.Text(Field.Id), name, row.Text(Field.Industry), row.Text(Field.Region), row.Reference(Field.ParentId, Field.Parent), row.Reference(Field.SalespersonId, Field.Salesperson)) { PaymentTerms = row.Text(Field.PaymentTerms) }
            : Nameless("account");
    }

    public FactRow? ReadContact() => (row.PersonName() ?? row.Text(Field.Email)) is { } name
        ? new ContactRow(row.Line, row.Text(Field.Id), name, row.Text(Field.Title), row.Text(Field.Email), row.Text(Field.Phone), row.Reference(Field.AccountId, Field.Account))
        : Nameless("contact");

    public FactRow? ReadStage()
    {
        var (id, name) = (row.Text(Field.Id), row.Text(Field.Name));
        return (name ?? id) is { } called
            ? new StageRow(row.Line, id, called, StateOfStage(row, called), row.Share(Field.Probability), row.Number(Field.Order) is { } order ? (int)order : null)
            : Nameless("stage");
    }

    /// <summary>Whether a stage ends an opportunity, and how. Where only "won" is said, a stage of no probability is lost.</summary>
    public static OpportunityState StateOfStage(RowReader row, string name)
    {
        var (won, closed) = (row.Flag(Field.IsWon), row.Flag(Field.IsClosed));
        return won == true ? OpportunityState.Won
            : closed == true ? OpportunityState.Lost
            : closed == false ? OpportunityState.Open
            : (row.Text(Field.State) is { } state ? StageWords.StateOf(state) : null) ?? StageWords.StateOf(name) ?? OpportunityState.Open;
    }

    public FactRow? ReadActivity()
    {
        var id = row.Text(Field.Id);
        var who = row.Reference(Field.SalespersonId, Field.Salesperson);
        if (who.IsEmpty && id is not null)
        {
            who = new(joins.OwnerOfEngagement.GetValueOrDefault(id), null);
        }

        if (who.IsEmpty)
        {
            // systems log much by themselves, in nobody's name: nothing that anyone could mend
            row.Leave("nobody is named who did it, so it would count for no one");
            return null;
        }

        var state = row.Text(Field.State) ?? (table.Profile == "hubspot" ? row.Text(Field.Outcome) : null);
        if (ActivityWords.WhyNotDone(state) is { } because)
        {
            row.Leave(because);
            return null;
        }

        if (row.Written(Field.Date) is not { } at)
        {
            row.Refuse($"{row.ColumnOf(Field.Date)?.Header ?? "Date"}: the row has no date. Fill in the day.");
            return null;
        }

        var account = row.Reference(Field.AccountId, Field.Account);
        var opportunity = row.Reference(Field.OpportunityId, Field.Opportunity);
        var contact = row.Reference(Field.ContactId, Field.Contact);
        About(id, ref account, ref opportunity, ref contact);
        return new ActivityRow(row.Line, id, TypeOf(row.Text(Field.Type)), DateOnly.FromDateTime(at), who, account, opportunity, contact, row.Text(Field.Subject), row.Text(Field.Outcome) ?? (table.Profile == "salesforce" ? state : null))
        {
            Start = at.TimeOfDay == TimeSpan.Zero ? null : TimeOnly.FromDateTime(at),
        };
    }

    private void About(string? id, ref Reference account, ref Reference opportunity, ref Reference contact)
    {
        var (aboutId, about) = (row.Text(Field.AboutId), row.Text(Field.About));
        if (aboutId is not null && table.Profile == "salesforce")
        {
            // the first three characters of a Salesforce id tell the object
            opportunity = aboutId.StartsWith("006", StringComparison.Ordinal) ? new(aboutId, about) : opportunity;
            account = aboutId.StartsWith("001", StringComparison.Ordinal) ? new(aboutId, about) : account;
            contact = contact.Id is { } who && !who.StartsWith("003", StringComparison.Ordinal) ? default : contact;
        }
        else if (opportunity.IsEmpty && (aboutId ?? about) is not null)
        {
            opportunity = new(aboutId, about);
        }

        if (id is null || table.Profile != "hubspot")
        {
            return;
        }

        account = account.IsEmpty ? new(joins.AccountOfEngagement.GetValueOrDefault(id), null) : account;
        opportunity = opportunity.IsEmpty ? new(joins.DealOfEngagement.GetValueOrDefault(id), null) : opportunity;
        contact = contact.IsEmpty ? new(joins.ContactOfEngagement.GetValueOrDefault(id), null) : contact;
    }

    private string TypeOf(string? text)
    {
        if (text is null)
        {
            return table.ActivityType ?? "Activity";
        }

        return text.Length > 1 && text.All(c => !char.IsLower(c)) ? text[0] + text[1..].ToLower(CultureInfo.InvariantCulture) : text;
    }

    private Reference TeamOf(string? id, string name, Reference manager)
    {
        var said = row.Reference(Field.TeamId, Field.Team);
        if (!said.IsEmpty)
        {
            return said;
        }

        if (id is not null && joins.TeamOfOwner.TryGetValue(id, out var team))
        {
            return new(team, null);
        }

        if (row.Has(Field.Team) || row.Has(Field.TeamId))
        {
            return default;
        }

        var led = line.TeamOf(name, manager);
        return led.IsEmpty ? new(null, row.Text(Field.Office)) : led;
    }

    private FactRow? Nameless(string what)
    {
        row.Refuse($"{row.ColumnOf(Field.Name)?.Header ?? row.ColumnOf(Field.LastName)?.Header ?? "Name"}: the {what} has no name. Fill it in.");
        return null;
    }
}
