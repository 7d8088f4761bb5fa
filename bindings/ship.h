/* What the shipped library has of zstd, put before each of its files by `bindings/ship`. Only what is built for size: the build itself
   presses texts and fonts with all of zstd. */
#ifdef __OPTIMIZE_SIZE__
/* Of its ways to compress those stay that levels up to 3 choose: the bytes are the same. */
#define ZSTD_EXCLUDE_GREEDY_BLOCK_COMPRESSOR
#define ZSTD_EXCLUDE_LAZY_BLOCK_COMPRESSOR
#define ZSTD_EXCLUDE_LAZY2_BLOCK_COMPRESSOR
#define ZSTD_EXCLUDE_BTLAZY2_BLOCK_COMPRESSOR
#define ZSTD_EXCLUDE_BTOPT_BLOCK_COMPRESSOR
#define ZSTD_EXCLUDE_BTULTRA_BLOCK_COMPRESSOR
/* Of two ways to decompress the smaller: as fast on a block of a week. */
#define HUF_FORCE_DECOMPRESS_X1 1
#define ZSTD_FORCE_DECOMPRESS_SEQUENCES_SHORT 1
#endif
