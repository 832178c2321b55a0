namespace Plumbline.Products;

/// <summary>Something we sell.</summary>
public sealed class Product
{
    /// <summary>The database's number for the product; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>As the price list calls it.</summary>
    public required string Name { get; set; }

    /// <summary>Article number; null where there is none.</summary>
    public string? Code { get; set; }

    /// <summary>The family it belongs to; null where there is none.</summary>
    public string? Family { get; set; }

    /// <summary>What one piece is listed at; null where it is not known.</summary>
    public decimal? ListPrice { get; set; }

    /// <summary>What one piece costs us; null where it is not known.</summary>
    public decimal? Cost { get; set; }

    /// <summary>The share of revenue that is margin where no cost tells, as a fraction; null where it is not known.</summary>
    public decimal? DefaultMargin { get; set; }

    /// <summary>Whether it is still sold.</summary>
    public bool IsSold { get; set; } = true;

    /// <summary>The system it came from; null where added by hand.</summary>
    public string? System { get; set; }

    /// <summary>Its id in that system.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The product it turned out to be the same as; null for all others.</summary>
    public long? MergedIntoId { get; set; }

    /// <summary>The import that first named it; null where added by hand.</summary>
    public long? ImportId { get; set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>
    /// The margin, as a fraction of revenue, to be expected where only revenue is known: by list price and cost, else the default margin, else unknown (null).
    /// </summary>
    public decimal? MarginShare => ListPrice is > 0 && Cost is { } cost ? (ListPrice - cost) / ListPrice : DefaultMargin;
}
