using Plumbline.Fiscal;
using static Plumbline.Plans.PlanChecks;

namespace Plumbline.Plans;

/// <summary>What does not add up in an account plan.</summary>
internal static class AccountPlanChecks
{
    /// <summary>All findings, in the order of the form.</summary>
    public static IEnumerable<Finding> Of(AccountPlanContent content, PlanKnown known) =>
        Aims(content.Aims)
            .Concat(Contacts(content))
            .Concat(content.Competition.Where(c => c.Answer == "").Select(c => Look($"{Named(c.Name, "A competitor")} has no answer from us.", $"competition.{c.Key}.answer")))
            .Concat(Whitespace(content, known))
            .Concat(Steps(content))
            .Concat(Tactics(content, known))
            .Concat(Empty(content, PlanSection.Aims, PlanSection.Contacts, PlanSection.Steps, PlanSection.Tactics));

    private static IEnumerable<Finding> Aims(AccountAims aims)
    {
        if (aims.Purpose is null)
        {
            yield return Look("The plan does not say whether the account is to be opened, penetrated or defended.", "aims.purpose");
        }

        if (aims is { Revenue: null, Margin: null })
        {
            yield return Look("The plan has no objective for the quarter, in revenue or margin.", "aims.revenue");
        }
        else if (aims.Margin > aims.Revenue)
        {
            yield return Must($"The margin of {Said.Money(aims.Margin.Value)} is more than the revenue of {Said.Money(aims.Revenue.Value)}.", "aims.margin");
        }
    }

    private static IEnumerable<Finding> Contacts(AccountPlanContent content)
    {
        if (content.Contacts.Count == 0)
        {
            yield return Look("No key contact is named.", "contacts");
        }
        else if (content.Contacts.All(c => c.Role != BuyingRole.Economic))
        {
            yield return Look("Nobody among the key contacts decides: find the economic buyer.", "contacts");
        }

        foreach (var contact in content.Contacts.Where(c => c.Name == ""))
        {
            yield return Must("A key contact has no name.", $"contacts.{contact.Key}.name");
        }
    }

    private static IEnumerable<Finding> Whitespace(AccountPlanContent content, PlanKnown known)
    {
        foreach (var line in content.Whitespace)
        {
            if (line.ProductId is { } product && !known.Products.Contains(product))
            {
                yield return Must($"{Named(line.Product, "The product")} is not among the products.", $"whitespace.{line.Key}.product");
            }
            else if (line.Standing is null)
            {
                yield return Look($"{Named(line.Product, "A product")}: say whether they have it, or could use it.", $"whitespace.{line.Key}.standing");
            }
        }
    }

    private static IEnumerable<Finding> Steps(AccountPlanContent content)
    {
        if (content.Steps.Count == 0)
        {
            yield return Must("The plan has no step.", "steps");
        }

        foreach (var step in content.Steps)
        {
            var (name, path) = (Named(step.Method, "A step"), $"steps.{step.Key}");
            if (step.Method == "")
            {
                yield return Must("A step does not say what is done.", $"{path}.method");
            }

            if (Dated(name, step.By, content.Period, $"{path}.by") is { } undated)
            {
                yield return undated;
            }

            if (!content.TacticsOf(step.Key).Any())
            {
                yield return Must($"{name} has no tactics: who does what, and by when?", $"{path}.method");
            }

            if (step.Expected == "")
            {
                yield return Look($"{name} names no result.", $"{path}.expected");
            }
        }
    }

    private static IEnumerable<Finding> Tactics(AccountPlanContent content, PlanKnown known)
    {
        foreach (var tactic in content.Tactics)
        {
            var (name, path) = (Named(tactic.Action, "A tactic"), $"tactics.{tactic.Key}");
            if (content.Steps.Find(tactic.Step) is null)
            {
                yield return Must($"{name} belongs to no step.", $"{path}.step");
            }

            if (tactic.Action == "")
            {
                yield return Must("A tactic does not say what is done.", $"{path}.action");
            }

            if (tactic.OwnerId is not { } owner)
            {
                yield return Must(tactic.Owner == "" ? $"{name} has no owner." : $"{name}: {tactic.Owner} is none of our people, or more than one.", $"{path}.owner");
            }
            else if (!known.People.Contains(owner))
            {
                yield return Must($"{name}: {Named(tactic.Owner, "the owner")} is none of our people.", $"{path}.owner");
            }

            if (Dated(name, tactic.Due, content.Period, $"{path}.due") is { } undated)
            {
                yield return undated;
            }
        }
    }

    private static Finding? Dated(string name, DateOnly? day, Period quarter, string path) =>
        day is not { } known ? Must($"{name} has no date.", path)
        : !quarter.Contains(known) ? Must($"{name} is dated {Said.Day(known)}, and the quarter runs from {Said.Day(quarter.FirstDay)} to {Said.Day(quarter.LastDay)}.", path)
        : null;
}
