export { BackendDetector, type Detection } from './backend-detector.js';
