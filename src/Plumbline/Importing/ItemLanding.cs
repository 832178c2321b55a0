using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Typing;

namespace Plumbline.Importing;

/// <summary>Lands products.</summary>
internal sealed class ProductLanding(LandingRun run, string system) : KindLanding(run, system)
{
    public override void Take(IReadOnlyList<FactRow> rows)
    {
        foreach (var row in rows.Cast<ProductRow>())
        {
            var problem = ProblemWith("List price", row.ListPrice) ?? ProblemWith("Cost", row.Cost) ?? (row.Currency is null ? null : Run.Money.Problem(row.Currency));
            if (problem is not null)
            {
                Refuse(row, problem);
                continue;
            }

            if (IsRepeated(row, row.Id ?? NameLikeness.Key(row.Name), "product"))
            {
                continue;
            }

            var found = Run.ProductNames.Find(System, row.Id, row.Name);
            var id = found?.Id ?? Run.AddProduct(new() { Name = row.Name.Trim(), System = row.Id is null ? null : System, ExternalId = row.Id, ImportId = Run.Import.Id });
            var before = Run.Products.Touch(id);
            if (found is { } known)
            {
                Run.ProductNames.Learn(System, row.Id, row.Name, id, known.Match);
            }

            var product = Run.Products[id];
            if (found?.Match != Match.Merged)
            {
                product.Code = TypedText.OrNull(row.Code) ?? product.Code;
                product.Family = TypedText.OrNull(row.Family) ?? product.Family;
                product.ListPrice = Kept(row.ListPrice) ?? product.ListPrice;
                product.Cost = Kept(row.Cost) ?? product.Cost;
                product.DefaultMargin = Kept(row.DefaultMargin) ?? product.DefaultMargin;
                product.Name = found?.Match == Match.Own && row.Id is not null && product.System == System && product.ExternalId == row.Id ? row.Name.Trim() : product.Name;
            }

            Count(found is null, found is not null && Run.Products.Differs(before, id));
        }
    }
}

/// <summary>Lands accounts; the account above and the owner follow when all are known.</summary>
internal sealed class AccountLanding(LandingRun run, string system) : KindLanding(run, system)
{
    private readonly List<(AccountRow Row, long Id, Match? Match, object?[] Before)> _taken = [];

    public override void Take(IReadOnlyList<FactRow> rows)
    {
        foreach (var row in rows.Cast<AccountRow>())
        {
            if (IsRepeated(row, row.Id ?? NameLikeness.Key(row.Name), "account"))
            {
                continue;
            }

            var found = Run.AccountNames.Find(System, row.Id, row.Name);
            var id = found?.Id ?? Run.AddAccount(new() { Name = row.Name.Trim(), System = row.Id is null ? null : System, ExternalId = row.Id, ImportId = Run.Import.Id });
            var before = Run.Accounts.Touch(id);
            if (found is { } known)
            {
                Run.AccountNames.Learn(System, row.Id, row.Name, id, known.Match);
            }

            var account = Run.Accounts[id];
            if (found?.Match != Match.Merged)
            {
                account.Industry = TypedText.OrNull(row.Industry) ?? account.Industry;
                account.Region = TypedText.OrNull(row.Region) ?? account.Region;
                account.PaymentDays = PaymentTerm.DaysIn(row.PaymentTerms) ?? account.PaymentDays;
                account.Name = found?.Match == Match.Own && row.Id is not null && account.System == System && account.ExternalId == row.Id ? row.Name.Trim() : account.Name;
            }

            _taken.Add((row, id, found?.Match, before));
        }
    }

    public override void Finish()
    {
        foreach (var (row, id, match, before) in _taken)
        {
            if (match != Match.Merged)
            {
                SetParent(row, id);
                if (Run.PersonOf(System, row.Owner, Roles.Salesperson) is { } owner)
                {
                    Run.Accounts.Touch(id);
                    Run.Accounts[id].OwnerId = owner;
                }
            }

            Count(match is null, match is not null && Run.Accounts.Differs(before, id));
        }
    }

    private void SetParent(AccountRow row, long id)
    {
        if (row.Parent.IsEmpty)
        {
            return;
        }

        if (Run.AccountOf(System, row.Parent) is not { } parent)
        {
            Note("The account above is known by an id only that is in no file, and was left out");
            return;
        }

        var seen = new HashSet<long>();
        for (long? above = parent; above is { } at && seen.Add(at); above = Run.Accounts[at].ParentId)
        {
            if (at == id)
            {
                Note("An account cannot belong to itself; the account above was left out");
                return;
            }
        }

        Run.Accounts.Touch(id);
        Run.Accounts[id].ParentId = parent;
    }
}
