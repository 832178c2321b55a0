using System.Globalization;

namespace Plumbline.Activities;

/// <summary>The types of activity as typed on their page.</summary>
public sealed class TypesInput
{
    /// <summary>A row for each; those without a number are new.</summary>
    public List<TypeInput>? Rows { get; set; }
}

/// <summary>One type as typed.</summary>
public sealed class TypeInput
{
    /// <summary>The number of the type; empty for a new one.</summary>
    public string? Id { get; set; }

    /// <summary>What it is called.</summary>
    public string? Name { get; set; }

    /// <summary>What it is in the chain.</summary>
    public ActivityKind Kind { get; set; }

    /// <summary>Its place.</summary>
    public string? Order { get; set; }

    /// <summary>Whether it is offered.</summary>
    public bool IsOffered { get; set; }

    /// <summary>Whether it is to go.</summary>
    public bool Delete { get; set; }

    /// <summary>The revision that was read.</summary>
    public int Revision { get; set; }

    internal static TypeInput Of(ActivityType type) => new()
    {
        Id = type.Id.ToString(CultureInfo.InvariantCulture),
        Name = type.Name,
        Kind = type.Kind,
        Order = type.Order.ToString(CultureInfo.InvariantCulture),
        IsOffered = type.IsOffered,
        Revision = type.Revision,
    };

    internal ActivityType Make(string field) => new() { Name = NameOf(field), Kind = Kind, Order = OrderOf(field), IsOffered = true };

    /// <summary>Puts what was typed into the type. A type that came with a file keeps the name by which files know it.</summary>
    internal void PutInto(ActivityType type, string field)
    {
        var (name, order) = (NameOf(field), OrderOf(field));
        if ((type.Name, type.Kind, type.Order, type.IsOffered) == (name, Kind, order, IsOffered))
        {
            return;
        }

        var imported = type.ImportedName ?? (type.ImportId is null ? null : type.Name);
        (type.Name, type.Kind, type.Order, type.IsOffered) = (name, Kind, order, IsOffered);
        type.ImportedName = imported is null || imported.Equals(name, StringComparison.OrdinalIgnoreCase) ? null : imported;
        type.Revision++;
    }

    private string NameOf(string field)
    {
        Refuse.Unless(Name?.Trim() is { Length: > 0 and <= 60 }, Refusal.Invalid, "Give the type a name of at most 60 letters.", field + "Name");
        return Name!.Trim();
    }

    private int OrderOf(string field)
    {
        if (string.IsNullOrWhiteSpace(Order))
        {
            return UsualTypes.Last;
        }

        Refuse.Unless(int.TryParse(Order, NumberStyles.None, CultureInfo.InvariantCulture, out var order) && order <= 9_999, Refusal.Invalid, $"“{Order}” is no place in the order. Write a number from 0 to 9999.", field + "Order");
        return order;
    }
}
