namespace Plumbline.People;

/// <summary>A team; teams form a tree.</summary>
public sealed class Team
{
    /// <summary>The database's number for the team; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>As the company calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The team above; null at the top.</summary>
    public long? ParentId { get; set; }

    /// <summary>Who leads it; null while nobody does.</summary>
    public long? LeaderId { get; set; }

    /// <summary>The import that first named the team; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }
}

/// <summary>Who was in which team when. A person is in one team at a time.</summary>
public sealed class TeamMembership
{
    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>The member.</summary>
    public required long PersonId { get; init; }

    /// <summary>The team.</summary>
    public required long TeamId { get; set; }

    /// <summary>The first day in the team; null where it was before the records begin.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The last day in the team; null while it lasts.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>The import that said so; null where added by hand.</summary>
    public long? ImportId { get; set; }
}

/// <summary>Days on which a person was away and no result was expected.</summary>
public sealed class Absence
{
    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Who was away.</summary>
    public required long PersonId { get; init; }

    /// <summary>The first day away.</summary>
    public required DateOnly From { get; set; }

    /// <summary>The last day away.</summary>
    public required DateOnly Until { get; set; }

    /// <summary>Why, in a few words.</summary>
    public string Reason { get; set; } = "";
}
