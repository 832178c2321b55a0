namespace Plumbline.Importing;

/// <summary>How the cells of a field are read.</summary>
internal enum CellType
{
    Text,
    Number,
    Share,
    Date,
    Flag,
}

/// <summary>What a column may be mapped to, over all kinds. Each has one meaning wherever it occurs; what a kind uses stands in <see cref="FieldsOf"/>.</summary>
internal enum Field
{
    Id,
    Name,
    FirstName,
    LastName,
    Email,
    Title,
    Phone,
    Code,
    Family,
    Industry,
    Region,
    PaymentTerms,
    Parent,
    ParentId,
    Salesperson,
    SalespersonId,
    Account,
    AccountId,
    Product,
    ProductId,
    Opportunity,
    OpportunityId,
    Contact,
    ContactId,
    Manager,
    ManagerId,
    Team,
    TeamId,
    Office,
    Joined,
    Left,
    Structure,
    ListPrice,
    Cost,
    UnitCost,
    DefaultMargin,
    Stage,
    StageId,
    State,
    IsClosed,
    IsWon,
    IsDeleted,
    IsActive,
    Amount,
    WonAmount,
    Currency,
    Probability,
    Opened,
    ExpectedClose,
    Closed,
    CloseDate,
    WonOn,
    LostOn,
    Reason,
    NewBusiness,
    RecordType,
    Order,
    At,
    Property,
    Value,
    Date,
    OrderNumber,
    OrderLine,
    Revenue,
    Margin,
    Quantity,
    UnitPrice,
    Territory,
    Share,
    Salesperson2,
    Share2,
    Salesperson3,
    Share3,
    Type,
    Subject,
    Outcome,
    About,
    AboutId,
    From,
    To,
    Year,
    Quarter,
    Month,
    Period,
    GoalName,
    ParentGoal,
    Metric,
    BusinessEntityId,
    NationalId,
    EngagementId,
    MergedId,
    Campaign,
    ConvertedAmount,
    ConvertedCurrency,
    IsCancelled,
    DocumentType,
    Discount,
}

/// <summary>A field that a column can be mapped to.</summary>
/// <param name="Name">As written in a mapping: close_date.</param>
/// <param name="Label">As shown.</param>
/// <param name="IsRequired">Whether a record cannot be taken without it.</param>
public sealed record ImportField(string Name, string Label, bool IsRequired);

/// <summary>Which fields each kind has.</summary>
internal static class FieldsOf
{
    private static readonly Dictionary<FactKind, (Field Field, string Label, bool Required)[]> _fields = new()
    {
        [FactKind.Team] =
        [
            (Field.Name, "Team", true), (Field.Id, "Id", false), (Field.Parent, "Team above", false), (Field.ParentId, "Id of the team above", false),
            (Field.Manager, "Led by", false), (Field.ManagerId, "Id of who leads it", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Person] =
        [
            (Field.Name, "Name", true), (Field.FirstName, "First name", false), (Field.LastName, "Last name", false), (Field.Id, "Id", false), (Field.Email, "Mail address", false),
            (Field.Title, "Job title", false), (Field.Manager, "Manager", false), (Field.ManagerId, "Manager's id", false), (Field.Team, "Team", false), (Field.TeamId, "Team's id", false),
            (Field.Office, "Team above the manager's", false), (Field.Joined, "Joined on", false), (Field.Left, "Left on", false), (Field.BusinessEntityId, "Business entity id", false),
            (Field.NationalId, "National id", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Product] =
        [
            (Field.Name, "Product", true), (Field.Id, "Id", false), (Field.Code, "Code", false), (Field.Family, "Family", false), (Field.ListPrice, "List price", false),
            (Field.Cost, "Cost of one", false), (Field.DefaultMargin, "Margin as a share", false), (Field.Structure, "Product or family", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Account] =
        [
            (Field.Name, "Account", true), (Field.Id, "Id", false), (Field.Industry, "Industry", false), (Field.Region, "Region", false), (Field.PaymentTerms, "Pays after (days, or as in Net 30)", false), (Field.Parent, "Parent account", false),
            (Field.ParentId, "Parent account's id", false), (Field.Salesperson, "Owner", false), (Field.SalespersonId, "Owner's id", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Contact] =
        [
            (Field.Name, "Name", true), (Field.FirstName, "First name", false), (Field.LastName, "Last name", false), (Field.Id, "Id", false), (Field.Title, "Job title", false),
            (Field.Email, "Mail address", false), (Field.Phone, "Phone", false), (Field.Account, "Account", false), (Field.AccountId, "Account's id", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Stage] =
        [
            (Field.Name, "Stage", true), (Field.Id, "Id", false), (Field.State, "Open, won or lost", false), (Field.IsClosed, "Closed", false), (Field.IsWon, "Won", false),
            (Field.Probability, "Probability", false), (Field.Order, "Order", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Opportunity] =
        [
            (Field.Name, "Name", false), (Field.Id, "Id", false), (Field.Account, "Account", false), (Field.AccountId, "Account's id", false), (Field.Product, "Product", false),
            (Field.ProductId, "Product's id", false), (Field.Salesperson, "Salesperson", false), (Field.SalespersonId, "Salesperson's id", false), (Field.Stage, "Stage", false),
            (Field.StageId, "Stage's id", false), (Field.State, "Open, won or lost", false), (Field.IsClosed, "Closed (yes or no)", false), (Field.IsWon, "Won (yes or no)", false),
            (Field.Amount, "Amount expected", false), (Field.WonAmount, "Amount won", false), (Field.Currency, "Currency", false), (Field.ConvertedAmount, "Amount in the company's currency", false), (Field.ConvertedCurrency, "Currency of that", false), (Field.Probability, "Probability", false),
            (Field.Opened, "Opened on", false), (Field.ExpectedClose, "Expected to close on", false), (Field.Closed, "Closed on", false),
            (Field.CloseDate, "Close date (expected while open)", false), (Field.WonOn, "Won on", false), (Field.LostOn, "Lost on", false), (Field.Reason, "Reason", false),
            (Field.NewBusiness, "New or existing business", false), (Field.Campaign, "Marketing campaign", false), (Field.Team, "Salesperson's team", false), (Field.At, "As of (of several states the latest counts)", false), (Field.RecordType, "Lead or opportunity", false), (Field.IsActive, "Active", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.OpportunityChange] =
        [
            (Field.OpportunityId, "Opportunity's id", true), (Field.Opportunity, "Opportunity", false), (Field.At, "When", true), (Field.Id, "Id", false), (Field.Stage, "Stage", false),
            (Field.StageId, "Stage's id", false), (Field.Amount, "Amount", false), (Field.ExpectedClose, "Expected to close on", false), (Field.Probability, "Probability", false),
            (Field.Property, "What changed", false), (Field.Value, "To which value", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Booking] =
        [
            (Field.Date, "Date", true), (Field.Revenue, "Revenue", true), (Field.Salesperson, "Salesperson", true), (Field.SalespersonId, "Salesperson's id", false), (Field.Id, "Id", false),
            (Field.OrderNumber, "Order number", false), (Field.OrderLine, "Line of the order", false), (Field.Account, "Account", false), (Field.AccountId, "Account's id", false),
            (Field.Product, "Product", false), (Field.ProductId, "Product's id", false), (Field.Cost, "Cost", false), (Field.UnitCost, "Cost of one", false), (Field.Margin, "Margin", false),
            (Field.Quantity, "Quantity", false), (Field.UnitPrice, "Price of one", false), (Field.Discount, "Discount as a share", false), (Field.Territory, "Territory", false), (Field.Currency, "Currency", false),
            (Field.Share, "Share", false), (Field.Salesperson2, "Second salesperson", false), (Field.Share2, "Second share", false), (Field.Salesperson3, "Third salesperson", false),
            (Field.Share3, "Third share", false), (Field.State, "Status (cancelled, quoted)", false), (Field.IsCancelled, "Cancelled (yes or no)", false), (Field.DocumentType, "Document type (credit note)", false), (Field.NewBusiness, "New or existing business", false), (Field.Team, "Salesperson's team", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Activity] =
        [
            (Field.Date, "Date", true), (Field.Salesperson, "Salesperson", true), (Field.SalespersonId, "Salesperson's id", false), (Field.Type, "Type", false), (Field.Id, "Id", false),
            (Field.Subject, "Subject", false), (Field.Outcome, "Outcome", false), (Field.State, "Done, open or cancelled", false), (Field.Account, "Account", false), (Field.AccountId, "Account's id", false),
            (Field.Opportunity, "Opportunity", false), (Field.OpportunityId, "Opportunity's id", false), (Field.Contact, "Contact", false), (Field.ContactId, "Contact's id", false),
            (Field.About, "About", false), (Field.AboutId, "Id of what it is about", false), (Field.IsDeleted, "Deleted", false),
        ],
        [FactKind.Target] =
        [
            (Field.Salesperson, "Salesperson", true), (Field.SalespersonId, "Salesperson's id", false), (Field.Revenue, "Revenue", false), (Field.Margin, "Margin", false),
            (Field.Currency, "Currency", false), (Field.From, "From", false), (Field.To, "To", false), (Field.Year, "Year", false), (Field.Quarter, "Quarter", false),
            (Field.Month, "Month", false), (Field.Period, "Period", false), (Field.Id, "Id", false), (Field.GoalName, "Name", false), (Field.ParentGoal, "Goal above", false),
            (Field.Metric, "What is measured", false), (Field.Product, "Part of the business", false), (Field.IsDeleted, "Deleted", false),
        ],
    };

    /// <summary>The fields of a kind, the required ones marked.</summary>
    public static IReadOnlyList<ImportField> Kind(FactKind kind) => [.. _fields[kind].Select(f => new ImportField(NameOf(f.Field), f.Label, f.Required))];

    /// <summary>Whether the kind uses the field.</summary>
    public static bool Has(FactKind kind, Field field) => _fields[kind].Any(f => f.Field == field);

    /// <summary>The field's name as written in a mapping: close_date.</summary>
    public static string NameOf(Field field)
    {
        var name = field.ToString();
        return string.Concat(name.Select((c, i) => i > 0 && (char.IsUpper(c) || char.IsDigit(c)) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
    }

    /// <summary>The field called so in a mapping; null where there is none.</summary>
    public static Field? Named(string name)
    {
        var plain = Header.Plain(name) switch { "owner" => "salesperson", "ownerid" => "salespersonid", "customer" => "account", "customerid" => "accountid", var other => other };
        return Enum.GetValues<Field>().Cast<Field?>().FirstOrDefault(f => Header.Plain(f.ToString()!) == plain);
    }

    /// <summary>The names of all fields that some kind has, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _fields.Values.SelectMany(f => f).Select(f => NameOf(f.Field)).Distinct().Order(StringComparer.Ordinal)];

    public static CellType TypeOf(Field field) => field switch
    {
        Field.ListPrice or Field.Cost or Field.UnitCost or Field.Amount or Field.ConvertedAmount or Field.WonAmount or Field.Revenue or Field.Margin or Field.Quantity or Field.UnitPrice or Field.Order => CellType.Number,
        Field.Probability or Field.DefaultMargin or Field.Discount => CellType.Share,
        Field.Joined or Field.Left or Field.Opened or Field.ExpectedClose or Field.Closed or Field.CloseDate or Field.WonOn or Field.LostOn or Field.At or Field.Date or Field.From or Field.To => CellType.Date,
        Field.IsClosed or Field.IsWon or Field.IsDeleted or Field.IsActive => CellType.Flag,
        _ => CellType.Text,
    };

    /// <summary>Whether few values are repeated over many rows, so that it pays to keep one text of each.</summary>
    public static bool Repeats(Field field) => field is not (Field.Id or Field.Name or Field.Subject or Field.Email or Field.Phone or Field.OrderNumber or Field.Value or Field.EngagementId or Field.MergedId);
}
