export declare function firstLoad(): string[];
export declare function withImports(file: string): string[];
