using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Serialization;
using Tidewaiter.Kernel;

namespace Tidewaiter.Host.Serving;

/// <summary>The Orleans silo in this process. It stands alone on loopback; no client from outside is let in.</summary>
internal static class Silo
{
    public static void AddTo(WebApplicationBuilder builder) => builder.Host.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0);
        // Facts travel between grains as they stand in the store.
        silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(
            type => type.Namespace?.StartsWith(nameof(Tidewaiter), StringComparison.Ordinal) == true, Facts.Json));
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("tidewaiter", "tidewaiter"));
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
