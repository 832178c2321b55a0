namespace Plumbline.Importing;

/// <summary>What became of a record: a fact, or a row that cannot be taken.</summary>
public readonly record struct ReadResult(FactRow? Fact, RefusedRow? Refused);
