using static Plumbline.Plans.PlanFieldKind;
using static Plumbline.Plans.SectionsOf<Plumbline.Plans.AccountPlanContent>;

namespace Plumbline.Plans;

/// <summary>The form of an account plan: every section and field, in the order in which they are read.</summary>
internal static class AccountPlanForm
{
    private static readonly (AccountPurpose, PlanChoice)[] _purposes =
        [(AccountPurpose.Open, new("open", "Open")), (AccountPurpose.Penetrate, new("penetrate", "Penetrate")), (AccountPurpose.Defend, new("defend", "Defend"))];

    private static readonly (CustomerKnows, PlanChoice)[] _knows =
        [(CustomerKnows.No, new("no", "No")), (CustomerKnows.Partly, new("partly", "In parts")), (CustomerKnows.Yes, new("yes", "Yes"))];

    private static readonly (BuyingRole, PlanChoice)[] _roles =
    [
        (BuyingRole.Economic, new("economic", "Economic buyer")), (BuyingRole.User, new("user", "User buyer")), (BuyingRole.Technical, new("technical", "Technical buyer")),
        (BuyingRole.Coach, new("coach", "Coach")), (BuyingRole.Blocker, new("blocker", "Blocker")),
    ];

    private static readonly (ReferenceAllowed, PlanChoice)[] _references = [(ReferenceAllowed.No, new("no", "No")), (ReferenceAllowed.Ask, new("ask", "Ask them first")), (ReferenceAllowed.Yes, new("yes", "Yes"))];

    private static readonly (Influence, PlanChoice)[] _influences = [(Influence.Low, new("low", "Low")), (Influence.Medium, new("medium", "Medium")), (Influence.High, new("high", "High"))];

    private static readonly (Whitespace, PlanChoice)[] _standings =
    [
        (Whitespace.Have, new("have", "Have it")), (Whitespace.Had, new("had", "Had it")), (Whitespace.Competitor, new("competitor", "From a competitor")),
        (Whitespace.CouldUse, new("could-use", "Could use it")), (Whitespace.NoFit, new("no-fit", "No fit")),
    ];

    /// <summary>The sections.</summary>
    public static IReadOnlyList<SectionForm> Sections { get; } =
    [
        One(PlanSection.Aims, "aims", "Objective", c => c.Aims, (c, r) => c with { Aims = r },
        [
            PlanField<AccountAims>.Choice("purpose", "Purpose", r => r.Purpose, (r, v) => r with { Purpose = v }, _purposes),
            PlanField<AccountAims>.Number(Money, "revenue", "Revenue of the quarter", r => r.Revenue, (r, v) => r with { Revenue = v }, "Revenue"),
            PlanField<AccountAims>.Number(Money, "margin", "Margin of the quarter", r => r.Margin, (r, v) => r with { Margin = v }, "Margin"),
            PlanField<AccountAims>.Number(Money, "potential", "Potential of a year", r => r.Potential, (r, v) => r with { Potential = v }),
            PlanField<AccountAims>.Choice("knows", "Customer knows this plan", r => r.KnowsPlan, (r, v) => r with { KnowsPlan = v }, _knows),
            PlanField<AccountAims>.Day("renewal", "Contract ends or renews", r => r.Renewal, (r, v) => r with { Renewal = v }),
        ]),
        One(PlanSection.Customer, "customer", "Customer", c => c.Customer, (c, r) => c with { Customer = r },
        [
            PlanField<CustomerView>.Text("priorities", "Their priorities", r => r.Priorities, (r, v) => r with { Priorities = v }),
            PlanField<CustomerView>.Text("decides", "How they decide", r => r.Decides, (r, v) => r with { Decides = v }),
        ]),
        List(PlanSection.Contacts, "contacts", "Key contacts", c => c.Contacts, (c, r) => c with { Contacts = r }, key => new KeyContact(key), r => r.Name,
        [
            PlanField<KeyContact>.Reference("contact", "Contact", r => r.ContactId, (r, v) => r with { ContactId = v }),
            PlanField<KeyContact>.Text("name", "Name", r => r.Name, (r, v) => r with { Name = v }),
            PlanField<KeyContact>.Text("title", "Title", r => r.Title, (r, v) => r with { Title = v }),
            PlanField<KeyContact>.Text("reports-to", "Reports to", r => r.ReportsTo, (r, v) => r with { ReportsTo = v }),
            PlanField<KeyContact>.Choice("role", "Role", r => r.Role, (r, v) => r with { Role = v }, _roles),
            PlanField<KeyContact>.Choice("influence", "Influence", r => r.Influence, (r, v) => r with { Influence = v }, _influences),
            PlanField<KeyContact>.Choice("relationship", "Relationship", r => r.Relationship, (r, v) => r with { Relationship = v }, RelationshipChoices.All),
            PlanField<KeyContact>.Day("last", "Last contact", r => r.LastContact, (r, v) => r with { LastContact = v }),
            PlanField<KeyContact>.Day("next", "Next contact", r => r.NextContact, (r, v) => r with { NextContact = v }),
            PlanField<KeyContact>.Text("matters", "What matters to them", r => r.Matters, (r, v) => r with { Matters = v }),
            PlanField<KeyContact>.Reference("owner-id", "Person of ours", r => r.OwnerId, (r, v) => r with { OwnerId = v }),
            PlanField<KeyContact>.Text("owner", "Looked after by", r => r.Owner, (r, v) => r with { Owner = v }),
        ]),
        List(PlanSection.Competition, "competition", "Competition", c => c.Competition, (c, r) => c with { Competition = r }, key => new Competitor(key), r => r.Name,
        [
            PlanField<Competitor>.Text("name", "Who", r => r.Name, (r, v) => r with { Name = v }),
            PlanField<Competitor>.Text("product", "With what", r => r.Product, (r, v) => r with { Product = v }),
            PlanField<Competitor>.Text("strong", "Strong where", r => r.Strong, (r, v) => r with { Strong = v }),
            PlanField<Competitor>.Text("weak", "Weak where", r => r.Weak, (r, v) => r with { Weak = v }),
            PlanField<Competitor>.Text("answer", "Our answer", r => r.Answer, (r, v) => r with { Answer = v }),
        ]),
        List(PlanSection.Successes, "successes", "Past successes", c => c.Successes, (c, r) => c with { Successes = r }, key => new PastSuccess(key), r => r.What,
        [
            PlanField<PastSuccess>.Text("what", "What", r => r.What, (r, v) => r with { What = v }),
            PlanField<PastSuccess>.Day("when", "When", r => r.When, (r, v) => r with { When = v }),
            PlanField<PastSuccess>.Number(Money, "value", "Worth", r => r.Value, (r, v) => r with { Value = v }),
            PlanField<PastSuccess>.Text("voucher", "Who can vouch", r => r.Voucher, (r, v) => r with { Voucher = v }),
            PlanField<PastSuccess>.Choice("reference", "May be named", r => r.Reference, (r, v) => r with { Reference = v }, _references),
            PlanField<PastSuccess>.Reference("opportunity", "Opportunity", r => r.OpportunityId, (r, v) => r with { OpportunityId = v }),
        ]),
        List(PlanSection.Whitespace, "whitespace", "Whitespace", c => c.Whitespace, (c, r) => c with { Whitespace = r }, key => new WhitespaceLine(key), r => r.Product,
        [
            PlanField<WhitespaceLine>.Reference("product-id", "Product number", r => r.ProductId, (r, v) => r with { ProductId = v }),
            PlanField<WhitespaceLine>.Text("product", "Product", r => r.Product, (r, v) => r with { Product = v }),
            PlanField<WhitespaceLine>.Choice("standing", "They", r => r.Standing, (r, v) => r with { Standing = v }, _standings),
            PlanField<WhitespaceLine>.Number(Money, "estimate", "Estimate", r => r.Estimate, (r, v) => r with { Estimate = v }, "Whitespace"),
            PlanField<WhitespaceLine>.Text("note", "Note", r => r.Note, (r, v) => r with { Note = v }),
        ]),
        One(PlanSection.Swot, "swot", "Strengths and weaknesses", c => c.Swot, (c, r) => c with { Swot = r },
        [
            PlanField<AccountSwot>.Text("strengths", "Strengths", r => r.Strengths, (r, v) => r with { Strengths = v }),
            PlanField<AccountSwot>.Text("weaknesses", "Weaknesses", r => r.Weaknesses, (r, v) => r with { Weaknesses = v }),
            PlanField<AccountSwot>.Text("opportunities", "Opportunities", r => r.Opportunities, (r, v) => r with { Opportunities = v }),
            PlanField<AccountSwot>.Text("threats", "Threats", r => r.Threats, (r, v) => r with { Threats = v }),
        ]),
        One(PlanSection.Strategy, "strategy", "Strategy", c => c.Strategy, (c, r) => c with { Strategy = r },
        [
            PlanField<AccountStrategy>.Text("goal", "Where we want to be", r => r.Goal, (r, v) => r with { Goal = v }),
            PlanField<AccountStrategy>.Text("reason", "Why they would choose it", r => r.Reason, (r, v) => r with { Reason = v }),
        ]),
        List(PlanSection.Steps, "steps", "Steps", c => c.Steps, (c, r) => c with { Steps = r }, key => new PlanStep(key), r => r.Method,
        [
            PlanField<PlanStep>.Text("method", "Method", r => r.Method, (r, v) => r with { Method = v }),
            PlanField<PlanStep>.Text("expected", "Result expected", r => r.Expected, (r, v) => r with { Expected = v }),
            PlanField<PlanStep>.Text("measure", "Measure", r => r.Measure, (r, v) => r with { Measure = v }),
            PlanField<PlanStep>.Reference("opportunity-id", "Opportunity number", r => r.OpportunityId, (r, v) => r with { OpportunityId = v }),
            PlanField<PlanStep>.Text("opportunity", "Opportunity it creates or moves", r => r.Opportunity, (r, v) => r with { Opportunity = v }),
            PlanField<PlanStep>.Day("by", "By when", r => r.By, (r, v) => r with { By = v }),
        ]),
        List(PlanSection.Tactics, "tactics", "Tactics", c => c.Tactics, (c, r) => c with { Tactics = r }, key => new Tactic(key), r => r.Action,
        [
            PlanField<Tactic>.Row("step", "Step", r => r.Step, (r, v) => r with { Step = v }),
            PlanField<Tactic>.Text("action", "Action", r => r.Action, (r, v) => r with { Action = v }),
            PlanField<Tactic>.Reference("owner-id", "Person of ours", r => r.OwnerId, (r, v) => r with { OwnerId = v }),
            PlanField<Tactic>.Text("owner", "Who", r => r.Owner, (r, v) => r with { Owner = v }),
            PlanField<Tactic>.Day("due", "Due", r => r.Due, (r, v) => r with { Due = v }),
            PlanField<Tactic>.Text("expected", "Result expected", r => r.Expected, (r, v) => r with { Expected = v }),
        ]),
        List(PlanSection.Risks, "risks", "Risks and help", c => c.Risks, (c, r) => c with { Risks = r }, key => new Obstacle(key), r => r.What, ObstacleFields.All),
    ];
}

/// <summary>How somebody can stand to us, in whatever plan.</summary>
internal static class RelationshipChoices
{
    public static (Relationship, PlanChoice)[] All { get; } =
    [
        (Relationship.Opposed, new("opposed", "Opposed")), (Relationship.Doubtful, new("doubtful", "Doubtful")), (Relationship.Neutral, new("neutral", "Neutral")),
        (Relationship.Supporter, new("supporter", "Supporter")), (Relationship.Champion, new("champion", "Champion")),
    ];
}

/// <summary>The fields of what stands in the way, in whatever plan.</summary>
internal static class ObstacleFields
{
    public static PlanField<Obstacle>[] All { get; } =
    [
        PlanField<Obstacle>.Text("what", "Obstacle", r => r.What, (r, v) => r with { What = v }),
        PlanField<Obstacle>.Text("help", "Help needed", r => r.Help, (r, v) => r with { Help = v }),
        PlanField<Obstacle>.Text("owner", "Who takes care", r => r.Owner, (r, v) => r with { Owner = v }),
        PlanField<Obstacle>.Text("action", "What they do", r => r.Action, (r, v) => r with { Action = v }),
    ];
}
