namespace Plumbline.Ui;

/// <summary>A line in the head of a document on paper.</summary>
/// <param name="What">As in "Salesperson".</param>
/// <param name="Value">As in "Mary Seller".</param>
public sealed record PaperFact(string What, string Value);

/// <summary>Someone who signs a document.</summary>
/// <param name="Role">As in "Manager".</param>
/// <param name="Name">Who; empty where nobody is known, and whoever signs writes it.</param>
/// <param name="On">The company's day on which they signed; null where they have not, and may do so by hand.</param>
/// <param name="Hash">The hash of what they signed; null where they have not.</param>
public sealed record PaperParty(string Role, string Name, DateOnly? On = null, string? Hash = null);
