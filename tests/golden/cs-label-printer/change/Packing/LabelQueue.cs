using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Packing;

/// <summary>Labels that wait for the printer.</summary>
public sealed class LabelQueue(IOptions<LabelOptions> options)
{
    private readonly Channel<string> waiting = Channel.CreateBounded<string>(options.Value.Room);

    public IAsyncEnumerable<string> All(CancellationToken stop) => waiting.Reader.ReadAllAsync(stop);

    /// <summary>Hands a label over; waits until there is room.</summary>
    public bool HandOver(string label) => waiting.Writer.TryWrite(label);
}
