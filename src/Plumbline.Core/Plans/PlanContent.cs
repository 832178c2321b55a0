using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>All that a plan says: an immutable value, equal to another that says the same. What it can say is its <see cref="Form"/>.</summary>
public abstract record PlanContent
{
    private protected PlanContent(Period period) => Period = period;

    /// <summary>The months it covers.</summary>
    public Period Period { get; }

    /// <summary>Its sections and fields.</summary>
    public abstract PlanForm Form { get; }

    /// <summary>A plan of the same kind for the same period, about the same, that says nothing.</summary>
    public abstract PlanContent Blank { get; }

    /// <summary>Whether both are plans of one kind for one period, about the same, so that one can be put in the place of the other.</summary>
    public bool IsLike(PlanContent other) => Blank == other.Blank;
}
