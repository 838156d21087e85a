export * from '../core/formats.js';
