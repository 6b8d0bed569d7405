using System.Net;
using System.Net.Http.Json;
using Cloakroom.Coats;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace Cloakroom.Tests;

public sealed class CoatsTests : IDisposable
{
    private readonly WebApplicationFactory<Program> factory = new();
    private readonly HttpClient client;

    public CoatsTests() => client = factory.CreateClient();

    public void Dispose() => factory.Dispose();

    private async Task<int> Hang()
    {
        var answer = await client.PostAsync("/coats", null);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Tag>())!.Number;
    }

    [Fact]
    public async Task ACoatGetsTheLowestFreeNumber()
    {
        Assert.Equal([1, 2, 3], [await Hang(), await Hang(), await Hang()]);
        await client.DeleteAsync("/coats/2");
        Assert.Equal(2, await Hang());
    }

    [Fact]
    public async Task ACoatIsTakenOnce()
    {
        var number = await Hang();
        Assert.True((await client.DeleteAsync($"/coats/{number}")).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/coats/{number}")).StatusCode);
    }

    [Fact]
    public async Task TheRacksCanBeFull()
    {
        while ((await client.PostAsync("/coats", null)).IsSuccessStatusCode)
        {
        }
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync("/coats", null)).StatusCode);
    }
}
