// The same job for everybody: one backend behind one port, connections kept alive, nothing buffered, nothing logged.

/** Read by ours and by the original: only keys that both know. JSON is YAML. */
export function ollaConfig(engine, { port, backend }) {
  return JSON.stringify({
    server: {
      host: '127.0.0.1',
      port,
      request_logging: false,
      rate_limits: { global_requests_per_minute: 0, per_ip_requests_per_minute: 0 },
    },
    proxy: { engine, profile: 'auto', load_balancer: 'least-connections' },
    discovery: {
      type: 'static',
      static: {
        endpoints: [
          { url: `http://127.0.0.1:${backend}`, name: 'bench', type: 'openai-compatible', priority: 100 },
        ],
      },
      model_discovery: { enabled: true, interval: '5m', timeout: '5s', concurrent_workers: 1 },
    },
    model_registry: { type: 'memory', enable_unifier: true },
    logging: { level: 'error', format: 'json', output: 'stdout' },
  });
}

export function haproxyConfig({ port, backend }) {
  return `global
  nbthread 1
  maxconn 8192
defaults
  mode http
  option http-no-delay
  http-reuse always
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend bench
  bind 127.0.0.1:${port}
  default_backend models
backend models
  server one 127.0.0.1:${backend}
`;
}

export function nginxConfig({ port, backend }, dir) {
  const bodies = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
worker_processes 1;
pid ${dir}/nginx.pid;
error_log stderr error;
events { worker_connections 8192; }
http {
  access_log off;
  keepalive_requests 1000000000;
${bodies.map((name) => `  ${name}_temp_path ${dir}/${name};`).join('\n')}
  upstream models {
    server 127.0.0.1:${backend};
    keepalive 1024;
    keepalive_requests 1000000000;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://models;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
`;
}
