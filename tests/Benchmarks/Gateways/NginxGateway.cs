using System.Net;
using Text2Llm.Benchmarks.Load;

namespace Text2Llm.Benchmarks.Gateways;

/// <summary>nginx as a bare reverse proxy, set up as well as one can: connections kept on both sides, nothing buffered, no access log.</summary>
internal sealed class NginxGateway(BenchmarkFolders folders) : GatewayKind(folders)
{
    public override string Name => "nginx";

    public override Gateway Start(int upstreamPort)
    {
        var port = FreePort.Find();
        var folder = Directory.CreateDirectory(Path.Combine(Folders.Results, "nginx")).FullName;
        var configuration = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(configuration, Configuration(folder, port, upstreamPort));
        var process = ServerProcess.Start(
            "nginx", Folders.LogOf("nginx"), new Dictionary<string, string>(),
            "nginx", "-p", folder, "-c", configuration, "-e", "stderr", "-g", "daemon off;");
        var headers = new Dictionary<string, string> { ["Authorization"] = "Bearer sk-bench" };
        return new Gateway(new Target(new IPEndPoint(IPAddress.Loopback, port), "/v1/chat/completions", _ => headers), [process]);
    }

    private static string Configuration(string folder, int port, int upstreamPort) =>
        $$"""
        user root;
        worker_processes auto;
        pid {{folder}}/nginx.pid;
        events {
          worker_connections 16384;
        }
        http {
          access_log off;
          tcp_nodelay on;
          keepalive_requests 1000000000;
          keepalive_timeout 300s;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          upstream bench {
            server 127.0.0.1:{{upstreamPort}};
            keepalive 1024;
            keepalive_requests 1000000000;
            keepalive_timeout 300s;
          }
          server {
            listen 127.0.0.1:{{port}} backlog=4096 reuseport;
            client_body_buffer_size 128k;
            location / {
              proxy_pass http://bench;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_buffering off;
              proxy_read_timeout 300s;
            }
          }
        }

        """;
}
