namespace Plumbline.People;

/// <summary>What someone does here, which decides what is shown and allowed. One person may do several things.</summary>
[Flags]
public enum Roles
{
    /// <summary>Is named in the records and does not work here with Plumbline.</summary>
    None = 0,

    /// <summary>Has a quota and writes plans.</summary>
    Salesperson = 1,

    /// <summary>Agrees targets with the people who report to them.</summary>
    Manager = 2,

    /// <summary>Chief executive, finance, marketing, production: sees plans and the outlook.</summary>
    Leadership = 4,

    /// <summary>Looks after vendor programs and marketing activities.</summary>
    Marketing = 8,

    /// <summary>Sets up people, products, imports. Does not read private notes.</summary>
    Administrator = 16,
}

/// <summary>Someone of the company, whether or not they sign in.</summary>
public sealed class Person
{
    /// <summary>The database's number for the person; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>As colleagues know the person.</summary>
    public required string Name { get; set; }

    /// <summary>Mail address; null where none is known.</summary>
    public string? Email { get; set; }

    /// <summary>Job title; null where none is known.</summary>
    public string? Title { get; set; }

    /// <summary>Whom the person reports to; null at the top.</summary>
    public long? ManagerId { get; set; }

    /// <summary>What the person does here.</summary>
    public Roles Roles { get; set; }

    /// <summary>The first day at work; null where it was before the records begin.</summary>
    public DateOnly? Joined { get; set; }

    /// <summary>The last day at work; null while the person is here.</summary>
    public DateOnly? Left { get; set; }

    /// <summary>Whether they work here on a day, with Plumbline: they have anything to do in it, and have not left before.</summary>
    public bool IsHere(DateOnly day) => Roles != Roles.None && !(Left < day);

    /// <summary>The import that first named the person; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }
}
