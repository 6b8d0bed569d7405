namespace Herbarium;

// TODO: a picture of the sheet, when the scanner is repaired
public sealed class Sheet : Permanent
{
    public required string Barcode { get; set; }
    public required string Species { get; set; }
    public string? Collector { get; set; }
}
